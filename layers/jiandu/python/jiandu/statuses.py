"""The HTTP status and title of each error: the one table."""

from jiandu.core.errors import (
    Busy,
    Conflict,
    Forbidden,
    Invalid,
    JianduError,
    Malformed,
    Missing,
    NotAllowed,
    Stale,
    TooLarge,
    TooMany,
    Unknown,
    Unproven,
    WrongType,
)

STATUS: dict[type[JianduError], tuple[int, str]] = {
    Malformed: (400, "请求无法读取"),
    Unknown: (401, "请先登录"),
    Unproven: (403, "没有提交"),
    Forbidden: (403, "无权办理"),
    Missing: (404, "没有找到"),
    NotAllowed: (405, "不支持这种请求方式"),
    Conflict: (409, "现在不能这样办理"),
    Stale: (412, "事项已有变化"),
    TooLarge: (413, "内容过大"),
    WrongType: (415, "内容类型不对"),
    Invalid: (422, "填写有误"),
    TooMany: (429, "请求过于频繁"),
    Busy: (503, "系统繁忙"),
}
TITLES = {status: title for status, title in STATUS.values()} | {
    500: "系统出现故障",
}
