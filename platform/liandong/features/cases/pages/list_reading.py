"""What the address of a list asks for, the numbers beside its filters, and the list as a table."""

from collections import Counter
from collections.abc import Iterator, Mapping
from uuid import UUID

from flask import request

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.pages.list_filters import DUE, PROGRESS, Asked, Numbers, kinds_of
from liandong.features.cases.pages.list_view import case_row
from liandong.features.cases.pages.words import Plain, Setting
from liandong.features.cases.service import CaseFilter
from liandong.mechanisms import Mechanism
from liandong.web.languages import say
from liandong.web.spreadsheets import workbook

_AT_ONCE = 500
_MOST_ROWS = 10_000
_LONGEST = 100
_COLUMNS = (
    ("title", "案件"),
    ("number", "编号"),
    ("mechanism", "机制"),
    ("unit", "办理单位"),
    ("from", "从哪来、谁办"),
    ("badge", "状态"),
    ("chip", "期限"),
    ("date_line", "期限说明"),
    ("updated", "最近一步"),
)


def asked_for(path: str, known: Mapping[str, Mechanism]) -> Asked:
    """Return what the address asks for; what it cannot ask for is left out."""
    text = "".join(filter(str.isprintable, request.args.get("q", ""))).strip()[:_LONGEST]
    progress = request.args.get("progress", "all" if text else "open")
    states = {state.key for each in known.values() for state in each.states}
    return Asked(
        path,
        progress=progress if progress in PROGRESS else "open",
        state=_among("state", states),
        text=text,
        unit=_unit(request.args.get("unit", "")),
        kind=_among("kind", {*kinds_of(known)}),
        due=_among("due", {*DUE}),
        mechanism=_among("mechanism", {*known}),
    )


def _among(name: str, known: set[str]) -> str:
    asked = request.args.get(name, "")
    return asked if asked in known else ""


def _unit(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def numbers_of(
    uow: UnitOfWork, principal: Principal, asked: Asked, setting: Setting, within: CaseFilter
) -> Numbers:
    """Count each choice under all the other choices, so that every number is what it leads to."""

    def under(*left_open: str) -> CaseFilter:
        return asked.without(*left_open).filter(setting, within)

    due = {key: asked.without("due").with_due(key) for key in DUE}
    mechanisms = Counter[str]()
    among = under("mechanism", "state", "kind")
    for (mechanism, _), n in service.count_by_state(uow, principal, among).items():
        mechanisms[mechanism] += n
    return Numbers(
        every=service.count_by_state(uow, principal, within),
        states=service.count_by_state(uow, principal, under("progress", "state")),
        kinds=service.count_by_kind(uow, principal, under("kind")),
        units=service.count_by_receiver(uow, principal, under("unit")),
        due={
            key: service.count_cases(uow, principal, each.filter(setting, within))
            for key, each in due.items()
        },
        mechanisms=mechanisms,
    )


def case_table(
    uow: UnitOfWork, principal: Principal, wanted: service.CaseFilter, setting: Setting
) -> bytes:
    """Return the list as a workbook: the same cases, and of each what the page says."""
    rows = (case_row(seen, setting) for seen in _every(uow, principal, wanted))
    head = [say(label) for _, label in _COLUMNS]
    return workbook(say("案件"), head, ([_cell(row[key]) for key, _ in _COLUMNS] for row in rows))


def _every(
    uow: UnitOfWork, principal: Principal, wanted: service.CaseFilter
) -> Iterator[service.Glance]:
    after, n_rows = None, 0
    while n_rows < _MOST_ROWS:
        found = service.list_cases(uow, principal, wanted, after=after, limit=_AT_ONCE)
        yield from service.glance(uow, principal, found)
        if len(found) < _AT_ONCE:
            return
        after, n_rows = found[-1].id, n_rows + len(found)


def _cell(value: str | Plain | None) -> str:
    if value is None:
        return ""
    return str(value["label"]) if isinstance(value, dict) else value
