"""12345 工单: what a table has to look like, and what each row says or says wrongly."""

from datetime import date
from typing import Any

import pytest
from casework import MONDAY
from jiandu.core.errors import Invalid
from jiandu.core.matter import Organisation
from jiandu.core.work_orders import COLUMNS, MOST_ROWS, Order, Sheet, read_sheet

TODAY = MONDAY.date()
AGENCIES = [
    Organisation(id="market", name="示范市市场监督管理局", short="市市监", level="city", kind="agency"),
    Organisation(id="urban", name="示范市城市管理局", short="市城管", level="city", kind="agency"),
]
GOOD = {
    "工单编号": "jz2026030100017",
    "受理时间": "2026-03-01 09:20",
    "诉求类型": "举报",
    "诉求内容": "当场罚款两千元，没有告知听证权利。",
    "涉及机关": "市市监",
    "问题类型": "执法程序违法",
    "诉求人": "王小明",
    "联系电话": "13800138000",
    "是否要求保密": "是",
}


def read(*changes: dict[str, Any], headings: list[str] | None = None) -> Sheet:
    """A table of ordinary rows, each with its changes."""
    titles = headings or list(COLUMNS.values())
    rows = [[str({**GOOD, **change}.get(title, "")) for title in titles] for change in changes]
    return read_sheet([titles, *rows], AGENCIES, TODAY)


def order(**change: str) -> Order:
    return read(change).orders[0]


def refused(*rows: dict[str, Any], headings: list[str] | None = None) -> tuple[str, str]:
    with pytest.raises(Invalid) as refusal:
        read(*rows, headings=headings)
    return refusal.value.mistakes[0].rule, refusal.value.detail


def test_a_good_row_is_a_complaint_from_the_hotline() -> None:
    """Never a consent to disclose: a caller who asked for no secrecy has not agreed to be named."""
    found = order(是否要求保密="否")
    assert (2, "JZ2026030100017", ()) == (found.row, found.number, found.bad)
    form = found.form
    assert form is not None
    assert ("hotline", "JZ2026030100017", "market", "procedure") == (
        form.channel, form.order_number, form.agency, form.category,
    )  # fmt: skip
    assert (date(2026, 3, 1), False, "诉求类型：举报") == (form.received_on, form.disclose, form.note)


def test_who_gave_no_name_is_anonymous() -> None:
    for nobody in ("", "匿名", "不详"):
        form = order(诉求人=nobody).form
        assert form is not None
        assert (True, "") == (form.anonymous, form.name)


@pytest.mark.parametrize(
    "written", ["2026-03-01", "2026/3/1", "2026年3月1日", "2026.3.1 9:05", "２０２６-03-01 23:59:59"]
)
def test_a_day_may_be_written_as_people_write_it(written: str) -> None:
    form = order(受理时间=written).form
    assert form is not None
    assert date(2026, 3, 1) == form.received_on


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("工单编号", "", "请填写“工单编号”。"),
        ("工单编号", "2.02603E+16", "科学计数法"),
        ("工单编号", "A B", "格式不对"),
        ("受理时间", "昨天", "“昨天”不是日期"),
        ("受理时间", "2026-02-30", "不是日期"),
        ("受理时间", "2026-03-03", "受理时间不能晚于今天"),
        ("受理时间", "2025-03-01", "早于一年以前"),
        ("诉求类型", "咨询", "投诉、举报、求助、建议、其他"),
        ("诉求内容", "", "请填写“诉求内容”。"),
        ("诉求内容", "字" * 5001, "“诉求内容”不得超过5000字。"),
        ("诉求内容", "a\x07b", "控制字符"),
        ("涉及机关", "", "请填写“涉及机关”。"),
        ("涉及机关", "市场监督管理局", "最接近的是示范市市场监督管理局"),
        ("涉及机关", "县水利局某某所", "不是本机关监督的行政执法机关"),
        ("问题类型", "态度不好", "不是系统的问题类型"),
        ("问题类型", "执法", "最接近的是"),
        ("诉求人", "名" * 101, "“诉求人”不得超过100字。"),
        ("联系电话", "打给我", "“联系电话”的格式不对。"),
        ("是否要求保密", "随便", "是、否"),
    ],
)
def test_a_bad_cell_names_its_column_and_what_is_wrong(column: str, cell: str, told: str) -> None:
    found = order(**{column: cell})
    assert found.form is None
    assert [column] == [bad.column for bad in found.bad]
    assert told in found.bad[0].message


def test_all_bad_cells_of_a_row_are_told_at_once() -> None:
    found = order(工单编号="", 受理时间="昨天", 诉求内容="", 涉及机关="某局", 联系电话="x")
    assert ["工单编号", "受理时间", "诉求内容", "涉及机关", "联系电话"] == [bad.column for bad in found.bad]


def test_what_the_caller_said_and_who_it_is_is_never_repeated() -> None:
    found = order(诉求内容="机密内容甲" * 1001, 诉求人="王小明" * 40, 联系电话="一三八零零一三八零零零")
    told = str([bad.message for bad in found.bad])
    assert 3 == len(found.bad)
    assert [] == [word for word in ("机密内容甲", "王小明", "一三八") if word in told]


def test_part_of_a_category_is_enough_where_only_one_has_it() -> None:
    form = order(问题类型="乱收费").form
    assert form is not None
    assert "charges" == form.category


def test_a_category_nobody_named_is_other() -> None:
    form = order(问题类型="").form
    assert form is not None
    assert "other" == form.category


def test_a_number_counts_once_in_a_file_however_it_is_written() -> None:
    first, second = read({}, {"工单编号": "JZ２０２６030100017"}).orders
    assert first.form is not None
    assert ("工单编号", "与第 2 行的工单编号相同。") == (second.bad[0].column, second.bad[0].message)


def test_rows_are_counted_as_the_spreadsheet_counts_them() -> None:
    titles = list(COLUMNS.values())
    line = [GOOD[title] for title in titles]
    sheet = read_sheet([[], titles, [], line, ["", ""]], AGENCIES, TODAY)
    assert [4] == [found.row for found in sheet.orders]


def test_columns_may_stand_in_any_order_and_others_are_left_alone() -> None:
    sheet = read({}, headings=["备注", "涉及机关", "诉求内容", "工单编号", "受理时间"])
    assert ("备注",) == sheet.unused
    assert sheet.orders[0].form is not None


def test_a_file_that_is_no_table_of_work_orders_is_refused() -> None:
    assert ("columns", "第一行应当是标题，缺少这些列：受理时间、涉及机关。请使用模板。") == refused(
        {}, headings=["工单编号", "诉求内容"]
    )
    assert "columns" == refused({}, headings=[*COLUMNS.values(), "联系电话"])[0]
    assert "empty" == refused()[0]
    with pytest.raises(Invalid):
        read_sheet([[""]], AGENCIES, TODAY)


def test_two_hundred_rows_are_not_too_many_and_one_more_is() -> None:
    rows = [{"工单编号": f"N{n}"} for n in range(MOST_ROWS)]
    assert MOST_ROWS == len(read(*rows).orders)
    rule, told = refused(*rows, {"工单编号": "last"})
    assert "too_many_rows" == rule
    assert "200" in told and "201" in told
