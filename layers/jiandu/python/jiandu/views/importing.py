"""An import as people and programs see it: row by row, and never a word of who called."""

from typing import Any

from jiandu.core.work_orders import COLUMNS, MOST_ROWS
from jiandu.importing import RESULTS, Line, Table


def table_view(table: Table) -> dict[str, Any]:
    """The JSON of a trial or an import: the file's hash, how many of each result, and each row."""
    results = [line.result for line in table.lines]
    return {
        "file": table.sha256,
        "counts": [{"result": r, "title": RESULTS[r], "n": results.count(r)} for r in RESULTS if r in results],
        "rows": [_row(line) for line in table.lines],
        "unused_columns": list(table.unused),
        "to_confirm": sum(r in ("ready", "alike", "waiting") for r in results),
    }


def columns_view() -> dict[str, Any]:
    """What a file has to look like."""
    return {"columns": list(COLUMNS.values()), "most_rows": MOST_ROWS}


def _row(line: Line) -> dict[str, Any]:
    found, like = line.found, line.like
    return {
        "row": line.order.row,
        "order_number": line.order.number,
        "result": line.result,
        "result_title": RESULTS[line.result],
        "errors": [{"column": cell.column, "message": cell.message} for cell in line.order.bad],
        "matter": {"number": found.number, "path": f"/matters/{found.matter}"} if found else None,
        "alike": {
            "number": like[0].number,
            "path": f"/matters/{like[0].matter}" if like[0].matter else None,
            "reason": like[1],
        }
        if like
        else None,
    }
