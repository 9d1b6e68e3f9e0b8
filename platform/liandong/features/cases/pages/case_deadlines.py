"""The deadline cards of a case: the date, the way there, the clause; pure."""

from collections.abc import Iterable

from liandong.calendars import Text, deadline_days, read_steps
from liandong.features.cases.pages.case_readings import reading_rows
from liandong.features.cases.pages.words import Plain, Setting, chip_of, weekday_words
from liandong.features.cases.service import CasePicture
from liandong.features.cases.service.delivering import CONFIRMATION
from liandong.features.deadlines.models import Deadline
from liandong.features.tenants.service import clause_link
from liandong.web.languages import say

#: What a calendar's version ends in while the schedule of its last year is not published.
_EXPECTED = "预计"
_STARTED = Text("起点", "started")
_EVENTS = {
    "received": Text("送达", "served"),
    "issued": Text("签发", "signed"),
    "decided": Text("决定", "decided"),
}


def deadline_cards(picture: CasePicture, setting: Setting) -> Iterable[Plain]:
    """Yield a card for each clock, the reply first."""
    known = [d for d in picture.deadlines if d.state == "open" or d.stands_for != CONFIRMATION]
    shown = [d for d in known if d.state != "released" and not _is_over(d, setting)]
    for deadline in sorted(shown, key=_weight):
        yield _deadline(deadline, setting)


def _is_over(deadline: Deadline, setting: Setting) -> bool:
    """A right that lapsed asks for nothing any more."""
    return deadline.is_right and bool(deadline.due_on and deadline.due_on < setting.today)


def _weight(deadline: Deadline) -> tuple[bool, bool, bool]:
    return (deadline.stands_for != "SUG-01", deadline.state != "open", deadline.due_on is None)


def _deadline(deadline: Deadline, setting: Setting) -> Plain:
    inputs = deadline.inputs
    matter = inputs["matter"]
    found: Plain = {
        "title": say(matter),
        "until": _until(deadline, setting),
        "chip": chip_of(deadline, setting),
        "basis": [_basis(each, setting) for each in (*inputs["basis"], *_beside(inputs))],
        "details": _details(deadline, setting),
    }
    if inputs.get("steps") and deadline.state == "open":
        steps = read_steps(inputs["steps"])
        event = _EVENTS.get(inputs.get("start_event", ""), _STARTED)
        days = deadline_days(
            steps, setting.today, setting.calendar, event=event, language=setting.language
        )
        found = {**days, **found}
    return found


def _until(deadline: Deadline, setting: Setting) -> str:
    if deadline.due_on is None:
        return say("没有规定天数")
    if deadline.inputs.get("is_target"):
        day = weekday_words(deadline.due_on, setting.today)
        return say("{day}（目标，不是法定期限）", day=day)
    return say("{day} 24:00 前", day=weekday_words(deadline.due_on, setting.today))


def _beside(inputs: Plain) -> list[Plain]:
    return [basis for each in inputs.get("beside", ()) for basis in each["basis"]]


def _basis(basis: Plain, setting: Setting) -> Plain:
    return clause_link(setting.base, basis["instrument"], basis["clause"])


def _details(deadline: Deadline, setting: Setting) -> list[Plain]:
    inputs = deadline.inputs
    said = [
        (
            say("规则"),
            say(
                "{limit}（自 {day} 起施行的规定）",
                limit=deadline.limit_id,
                day=inputs["effective_from"] or "—",
            ),
        ),
        (say("证据"), _evidence(inputs["evidence"])),
        (say("日历"), calendar_words(inputs["calendar"])),
        (say("过程"), _course(inputs, setting) or say("没有规定天数，不计算")),
        (
            say("能否认定逾期"),
            say("可以") if deadline.is_enforceable else say("不可以，只提醒"),
        ),
        *reading_rows(inputs, setting),
    ]
    return [{"label": label, "text": text} for label, text in said]


def calendar_words(version: str) -> str:
    """Return the version of a calendar; where years are still expected, in the reader's words."""
    years = version.removesuffix(_EXPECTED)
    return version if years == version else say("{years}预计", years=years)


def _evidence(evidence: str | None) -> str:
    return say("原文已核对") if evidence == "text" else say("未核对原文，只提醒")


def _course(inputs: Plain, setting: Setting) -> str:
    key = "reason_en" if setting.language.startswith("en") else "reason_zh"
    return say("；").join(f"{step['on']} {step[key]}" for step in inputs.get("steps", ()))
