"""The deadline cards of a case: the date, the way there, the clause; pure."""

from collections.abc import Iterable

from liandong.calendars import Text, deadline_days, read_steps
from liandong.features.cases.pages.case_readings import reading_rows
from liandong.features.cases.pages.stopping import is_over
from liandong.features.cases.pages.words import (
    Plain,
    Setting,
    chip_of,
    deadline_href,
    is_missed,
    until_words,
)
from liandong.features.cases.service import CasePicture
from liandong.features.cases.service.delivering import CONFIRMATION
from liandong.features.deadlines.models import Deadline
from liandong.features.deadlines.service import RUNNING
from liandong.features.tenants.service import clause_link
from liandong.web.languages import say

#: What a calendar's version ends in while the schedule of its last year is not published.
_EXPECTED = "预计"
STARTED = Text("起点", "started")
EVENTS = {
    "received": Text("送达", "served"),
    "issued": Text("签发", "signed"),
    "decided": Text("决定", "decided"),
}
_DRAWN = {"started", "nominal", "due"}


def deadline_cards(picture: CasePicture, setting: Setting) -> Iterable[Plain]:
    """Yield a card for each clock, first the one by which somebody may be called late."""
    known = [d for d in picture.deadlines if d.state in RUNNING or d.stands_for != CONFIRMATION]
    stands = [d for d in known if d.state != "released" or is_missed(d)]
    shown = [d for d in stands if not is_over(d, setting.today)]
    for deadline in sorted(shown, key=_weight):
        yield _deadline(deadline, picture, setting)


def _weight(deadline: Deadline) -> tuple[bool, bool, bool, bool]:
    """Put what runs first, and of that what binds: a right and a reminder make nobody late."""
    is_over, has_no_day = deadline.state not in RUNNING, deadline.due_on is None
    return (is_over, deadline.is_right, not deadline.accuses, has_no_day)


def _deadline(deadline: Deadline, picture: CasePicture, setting: Setting) -> Plain:
    inputs = deadline.inputs
    matter = inputs["matter"]
    found: Plain = {
        "title": say(matter),
        "done": deadline.state not in RUNNING,
        "until": until_words(deadline, setting),
        "chip": chip_of(deadline, setting),
        "basis": [_basis(each, setting) for each in (*inputs["basis"], *_beside(inputs))],
        "details": _details(deadline, setting),
        "details_href": deadline_href(setting.base, picture.case, deadline),
    }
    return {**drawn_days(deadline, setting), **found}


def drawn_days(deadline: Deadline, setting: Setting) -> Plain:
    """Return the steps and the strips of a deadline that runs towards a day; else nothing."""
    steps = read_steps(deadline.inputs.get("steps", ()))
    if deadline.state != "open" or not {step.key for step in steps} >= _DRAWN:
        return {}
    event = started_words(deadline)
    language = setting.language
    return deadline_days(steps, setting.today, setting.calendar, event=event, language=language)


def started_words(deadline: Deadline) -> Text:
    """Return what the event is called that a deadline counts from."""
    return EVENTS.get(deadline.inputs.get("start_event", ""), STARTED)


def _beside(inputs: Plain) -> list[Plain]:
    return [basis for each in inputs.get("beside", ()) for basis in each["basis"]]


def _basis(basis: Plain, setting: Setting) -> Plain:
    return clause_link(setting.base, setting.register, basis["instrument"], basis["clause"])


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
        (say("证据"), evidence_words(inputs["evidence"])),
        (say("日历"), calendar_words(inputs["calendar"])),
        (say("过程"), _course(inputs, setting) or say("没有规定天数，不计算")),
        (
            say("能否认定逾期"),
            say("可以") if deadline.accuses else say("不可以，只提醒"),
        ),
        *reading_rows(inputs, setting),
    ]
    return [{"label": label, "text": text} for label, text in said]


def calendar_words(version: str) -> str:
    """Return the version of a calendar; where years are still expected, in the reader's words."""
    years = version.removesuffix(_EXPECTED)
    return version if years == version else say("{years}预计", years=years)


def evidence_words(evidence: str | None) -> str:
    """Return how far the wording of a rule is known."""
    return say("原文已核对") if evidence == "text" else say("未核对原文，只提醒")


def _course(inputs: Plain, setting: Setting) -> str:
    key = "reason_en" if setting.language.startswith("en") else "reason_zh"
    return say("；").join(f"{step['on']} {step[key]}" for step in inputs.get("steps", ()))
