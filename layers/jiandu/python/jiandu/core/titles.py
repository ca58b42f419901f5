"""Chinese titles that pages and papers share with the forms: apart from them, as forms take long to load."""

METHODS = {
    "direct": "直接送达",
    "refused": "直接送达（拒绝签收）",
    "left": "留置送达",
    "substitute": "他人代收",
    "post": "邮寄送达",
    "electronic": "电子送达",
}
PUBLICITY = {"active": "主动公开", "on_request": "依申请公开", "none": "不予公开"}
FLAGS = {"urgent": "急件", "sensitive": "敏感", "group": "群体", "listed": "挂牌督办"}
CARE = {
    "visit": "实地走访",
    "forum": "座谈会",
    "written": "书面征询",
    "training": "培训",
    "meeting": "会议",
    "stay": "选派人员蹲点调研",
    "checkup": "法治体检",
    "publicity": "普法宣传",
    "advice": "提供法律意见和建议",
}
GRADES = {"excellent": "优秀", "qualified": "合格", "lacking": "存在问题和不足"}
FIELDS = {
    "environment": "生态环境",
    "market": "市场监管",
    "safety": "安全生产",
    "urban": "城市管理",
    "labour": "劳动保障",
    "resources": "自然资源",
    "transport": "交通运输",
    "agriculture": "农业农村",
    "health": "卫生健康",
    "culture": "文化旅游",
    "other": "其他",
}
SOURCES = {"box": "意见箱", "forum": "座谈会", "visit": "走访", "own": "本单位提出"}
RETENTIONS = {"permanent": "永久", "30": "30年", "10": "10年"}
