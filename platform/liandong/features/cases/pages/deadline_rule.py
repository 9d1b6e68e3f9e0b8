"""What a deadline was counted from: the event, the rule and its words; pure."""

from collections.abc import Iterator
from datetime import date

from liandong.features.cases.pages.case_deadlines import calendar_words, evidence_words
from liandong.features.cases.pages.case_readings import reading_rows
from liandong.features.cases.pages.case_timeline import verb_of
from liandong.features.cases.pages.deadline_words import regime_words, roll_words
from liandong.features.cases.pages.words import Plain, Setting, day_words, weekday_words
from liandong.features.cases.service import Explanation
from liandong.features.deadlines.models import Deadline
from liandong.features.tenants.service import clause_link
from liandong.web.languages import say


def inputs_of(found: Explanation, setting: Setting) -> Iterator[Plain]:
    """Yield what the count was given, each with its label."""
    deadline, inputs = found.deadline, found.deadline.inputs
    yield _fact(say("起算的事"), _begun(found, setting))
    yield _fact(say("期限"), _limit(deadline))
    since = inputs.get("effective_from")
    if since:
        day = day_words(date.fromisoformat(since), setting.today)
        yield _fact(say("规定的效力"), say("自 {day}起施行", day=day))
    if inputs.get("evidence"):
        yield _fact(say("原文"), evidence_words(inputs["evidence"]))
    yield _fact(say("算法"), regime_words(inputs.get("regime")))
    yield _fact(say("最后一天是休息日"), roll_words(inputs.get("roll"), inputs.get("regime")))
    if inputs.get("stated") is not None:
        yield _fact(say("文书载明"), _stated(inputs["stated"], setting))
    for label, text in reading_rows(inputs, setting):
        yield _fact(label, text)


def technical_of(deadline: Deadline) -> Iterator[Plain]:
    """Yield what names the count for whoever checks it: the version of the calendar."""
    yield _fact(say("日历版本"), calendar_words(deadline.inputs["calendar"]))


def _fact(label: str, text: str) -> Plain:
    return {"label": label, "text": text}


def _begun(found: Explanation, setting: Setting) -> str:
    day = weekday_words(found.deadline.started_on, setting.today)
    event = found.begun
    if event is None:
        return day
    at = event.recorded_at.astimezone(setting.zone)
    return say(
        "{day}，{unit} {verb}（{recorded} 录入）",
        day=day,
        unit=setting.name(event.unit_id),
        verb=verb_of(event, found.picture),
        recorded=f"{day_words(at.date(), setting.today)} {at:%H:%M}",
    )


def _limit(deadline: Deadline) -> str:
    if deadline.stands_for == deadline.limit_id:
        return deadline.limit_id
    return say("{own}，代替 {other}", own=deadline.limit_id, other=deadline.stands_for)


def _stated(stated: int | str, setting: Setting) -> str:
    if isinstance(stated, int):
        return say("{n} 日", n=stated)
    return weekday_words(date.fromisoformat(stated), setting.today)


def quotes_of(deadline: Deadline, setting: Setting) -> Iterator[Plain]:
    """Yield the words of the rule, then what the county lays down beside it."""
    for basis in deadline.inputs.get("basis", ()):
        yield _quote(basis, "", setting)
    for each in deadline.inputs.get("beside", ()):
        named = each["matter"]
        matter = say("本地另有规定 {limit}：{matter}", limit=each["id"], matter=say(named))
        for basis in each["basis"]:
            yield _quote(basis, matter, setting)


def _quote(basis: Plain, note: str, setting: Setting) -> Plain:
    link = clause_link(setting.base, setting.register, basis["instrument"], basis["clause"])
    return {"text": basis.get("quote") or "", "note": note, "basis": link}
