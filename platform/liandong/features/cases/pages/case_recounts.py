"""A day that moved, in words: from where to where, and why; pure."""

from collections.abc import Iterator
from datetime import date

from liandong.features.cases.models import CaseEvent
from liandong.features.cases.pages.words import Plain, Setting, day_words
from liandong.features.cases.service import CasePicture
from liandong.web.languages import language, say

CALENDAR = "calendar"


def recounts(event: CaseEvent, picture: CasePicture, setting: Setting) -> Iterator[str]:
    """Yield a line for each clock that an event moved, among those this reader knows of."""
    for deadline in picture.deadlines:
        for revision in deadline.inputs.get("revisions", ()):
            if revision["position"] == event.position:
                yield from _line(say(deadline.inputs["matter"]), revision, setting)


def _line(matter: str, revision: Plain, setting: Setting) -> Iterator[str]:
    before, after = (_day(revision[key], setting) for key in ("from", "to"))
    cause = _cause(revision["cause"])
    if before != after:
        words = "{matter}：期限由 {before} 改为 {after}：{cause}"
        yield say(words, matter=matter, before=before, after=after, cause=cause)
    elif revision["cause"]["kind"] == CALENDAR:
        words = "{matter}：期限仍是 {after}，按公布的日历重新计算：{cause}"
        yield say(words, matter=matter, after=after, cause=cause)


def _day(stated: str | None, setting: Setting) -> str:
    return day_words(date.fromisoformat(stated), setting.today) if stated else say("没有规定天数")


def _cause(cause: Plain) -> str:
    """Return why: an act by its label, whatever else in the words that were kept with it."""
    if cause["kind"] == "act" or not language().startswith("en"):
        return say(cause["zh"])
    return str(cause["en"])
