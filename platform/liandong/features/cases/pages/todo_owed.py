"""What the unit owes without a case, as lines of 我的待办; pure but for the reading."""

from collections.abc import Sequence
from datetime import date

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.pages.words import Plain, Setting
from liandong.features.deadlines import service as clocks
from liandong.features.deadlines.models import Obligation
from liandong.features.deadlines.pages import obligation_words as words
from liandong.features.tenants.service import Configuration
from liandong.web.languages import say

_URGENT = {"late", "today"}


def list_owed(uow: UnitOfWork, principal: Principal, setting: Setting) -> Sequence[Obligation]:
    """Return what the person's unit has to file for periods that have begun, by its day."""
    wanted = clocks.Wanted(("open",), principal.unit_id, begun_by=setting.today)
    return clocks.list_obligations(uow, principal, wanted)


def owed_group(owed: Sequence[Obligation], setting: Setting, config: Configuration) -> Plain | None:
    """Return them as one group of lines; None where there are none."""
    if not owed:
        return None
    told = words.Setting(
        setting.today,
        setting.calendar,
        setting.base,
        setting.unit_id,
        setting.units,
        setting.register,
    )
    return {
        "key": "owed",
        "label": say("报送任务"),
        "note": say("{count} 项", count=len(owed)),
        "rows": [_row(each, told, config) for each in owed],
        "more": None,
    }


def owed_words(owed: Sequence[Obligation], month: date) -> str:
    """Return the sentence that says how many of them are due in a month; empty for none."""
    n = sum((each.due_on.year, each.due_on.month) == (month.year, month.month) for each in owed)
    return say("另有 {count} 项报送任务到期。", count=n) if n else ""


def _row(owed: Obligation, setting: words.Setting, config: Configuration) -> Plain:
    chip, href = words.chip_of(owed, setting) or {}, words.href_of(setting.base, owed)
    path = clocks.report_path(config, owed)
    begin = setting.base + path if path else href
    note = words.tolerance(owed, setting)
    return {
        "key": f"owed-{owed.id}",
        "chip": chip,
        "date_line": chip.get("date_line", ""),
        "title": words.matter_of(owed),
        "href": href,
        "meta": [words.period_words(owed)],
        "why": {"text": note, "basis": words.clause_of(owed, setting)},
        "action": {
            "label": say("填报") if path else say("报送"),
            "href": begin,
            "primary": chip.get("state") in _URGENT,
        },
        "menu": [],
    }
