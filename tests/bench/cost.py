"""What a matter's life costs, and a year's: units counted while one is played, money by infra/cost/prices.yaml.

Run ``make cost``.
"""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from infra.cost.model import Costs, Prices, Standing, requests_of
from infra.cost.use import Use, total
from tests.bench.played import deployment
from tests.integration.matter_life import Life

ROOT = Path(__file__).parents[2]
OPERATIONS = {
    "提交投诉举报": "POST /complaints",
    "凭查询码查询": "POST /complaints/track",
    "打开工作台（一页读 100 件）": "GET /desk",
    "打开事项": "GET /matters/{matter_id}",
    "办理（报送说明）": "POST /matters/{matter_id}/actions/give_statement",
    "签发意见书": "POST /matters/{matter_id}/letters/sign_opinion",
}
YEARS = (10**4, 10**6, 10**8)


def operations(life: Life) -> Iterator[tuple[str, Use]]:
    for title, name in OPERATIONS.items():
        yield title, life.first(name)
    yield "期限巡查（无到期）", life.nights[0]
    yield "期限巡查（到期提醒）", life.nights[-1]


def row(title: str, *cells: str) -> str:
    width = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in title)
    return title + " " * (34 - width) + "".join(f"{cell:>16}" for cell in cells)


def main() -> None:
    with deployment() as there:
        life = Life.played(there.meter, there.patch)
    prices = Prices.listed()
    whole = total([use for _, use in life.done] + life.nights)
    costs = Costs(prices, whole, life.nights[0], Standing.deployed(ROOT))
    print(_heads("一次操作", ["AWS 调用", "读单元", "写单元"]))
    for title, use in operations(life):
        print(row(title, f"{use.trips}", f"{use.reads:g}", f"{use.writes}"))
    print(row("一件事项从提交到归档", f"{whole.trips}", f"{whole.reads:g}", f"{whole.writes}"))
    print(f"（{requests_of(whole)} 次请求，表和索引 {whole.stored} 字节，文件 {whole.filed} 字节）\n")
    _years(costs, {f"{n:.0e}".replace("+0", ""): n for n in YEARS})
    _years(costs, {f"{name} {n}": n for name, n in prices.offices.items()})
    print(f"{prices.region}，{prices.as_of}；美元，不计免费额度。事项数和下列各项为假定：")
    print("，".join(f"{name} {value:g}" for name, value in prices.assumed.model_dump().items()))


def _years(costs: Costs, matters: dict[str, int]) -> None:
    years = {name: costs.year(n) for name, n in matters.items()}
    print(_heads("一年事项数（美元）", list(matters)))
    for line in next(iter(years.values())):
        print(row(line, *(f"{year[line]:,.2f}" for year in years.values())))
    print(row("合计", *(f"{sum(year.values()):,.2f}" for year in years.values())))
    each = [1000 * (sum(year.values()) - year["固定"]) / matters[name] for name, year in years.items()]
    print(row("每千件（不计固定）", *(f"{dollars:,.3f}" for dollars in each)) + "\n")


def _heads(title: str, names: list[str]) -> str:
    wide = [16 - sum(unicodedata.east_asian_width(c) in "WF" for c in name) for name in names]
    return row(title) + "".join(f"{name:>{w}}" for name, w in zip(names, wide, strict=True))


if __name__ == "__main__":
    main()
