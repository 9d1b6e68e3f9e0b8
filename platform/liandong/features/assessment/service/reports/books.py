"""A result as Excel: the ranking, the grid of units and items, one unit. No formulas."""

from decimal import Decimal

from liandong.features.assessment.service.reports.reading import UNSCORED, Plain, Scored, read
from liandong.web.spreadsheets import workbook

Cell = str | Decimal
_HEAD = ["组别", "名次", "单位", "得分", "满分", "等次"]


def ranking_book(content: Plain) -> bytes:
    """Return the ranking of each peer group.

    Raises:
        UnscorableError: The scheme of the result is none by which units can be scored.
    """
    rows = [_ranked(label, own) for label, own in _in_order(content)]
    return workbook("名次", _HEAD, rows)


def grid_book(content: Plain) -> bytes:
    """Return all units with all items; empty where a unit's sheet has no such item.

    Raises:
        UnscorableError: The scheme of the result is none by which units can be scored.
    """
    computed = read(content)
    codes = list(dict.fromkeys(each.code for each in computed.scheme.items))
    rows = [
        [*_ranked(label, own), *(_points(own, code) for code in codes)]
        for label, own in _in_order(content)
    ]
    return workbook("逐项得分", [*_HEAD, *map(computed.label, codes)], rows)


def unit_book(content: Plain, unit: str) -> bytes:
    """Return every item of one unit with its sum in words.

    Raises:
        KeyError: The unit was not scored.
        UnscorableError: The scheme of the result is none by which units can be scored.
    """
    computed = read(content)
    own = computed.unit(unit)
    rows = []
    for item in computed.items(own):
        place = own.result["places"][item.code]
        words = "；".join(each["zh"] for each in place["sum"])
        full = Decimal(place["full"])
        rows.append([item.code, item.label.zh, _points(own, item.code), full, words])
    rows.append(["", "合计", "—" if own.total is None else own.total, own.full, ""])
    return workbook(own.name, ["编号", "事项", "得分", "满分", "算法"], rows)


def _in_order(content: Plain) -> list[tuple[str, Scored]]:
    return [(label, own) for label, members in read(content).groups() for own in members]


def _ranked(label: str, own: Scored) -> list[Cell]:
    total = "—" if own.total is None else own.total
    return [label, own.rank, own.name, total, own.full, own.grade]


def _points(own: Scored, code: str) -> Cell:
    place, points = own.place(code), own.points(code)
    if place is None:
        return ""
    return UNSCORED[place["standing"]] if points is None else points
