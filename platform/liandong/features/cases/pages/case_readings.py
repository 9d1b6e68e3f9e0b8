"""What a deadline card says of the readings that decided, and of the rules beside it; pure."""

from collections.abc import Iterator

from liandong.features.cases.pages.words import Plain, Setting
from liandong.features.tenants.service import citation
from liandong.web.languages import say

#: Readings that only repeat the row of the limit; named where a county has its own.
_OF_THE_ROW = frozenset({"A5", "A15"})


def reading_rows(inputs: Plain, setting: Setting) -> Iterator[tuple[str, str]]:
    """Yield what is out of the ordinary: no rule in force, readings, the other day, conflicts."""
    key = "en" if setting.language.startswith("en") else "zh"
    if flag := inputs.get("flag"):
        yield say("要留意"), flag[key]
    for reading in inputs.get("readings", ()):
        if reading["is_own"] or reading["ambiguity"] not in _OF_THE_ROW:
            yield say("口径"), _reading(reading, reading[key], setting)
    if other := inputs.get("other_reading"):
        yield say("另一种算法"), other[key]
    for each in inputs.get("beside", ()):
        if each.get("due_on"):
            yield say("另有规定"), _conflict(each, each[f"why_{key}"])


def _reading(reading: Plain, words: str, setting: Setting) -> str:
    if not reading["is_own"]:
        return say("{value}（默认）", value=words)
    register = setting.register
    named = (citation(register, b["instrument"], b["clause"]) for b in reading["basis"])
    cited = say("；").join(named)
    return say("{value}（本县的口径，依据 {basis}）", value=words, basis=cited)


def _conflict(each: Plain, why: str) -> str:
    matter = each["matter"]
    return say(
        "{limit} {matter}到 {day}；按 {governs}：{why}",
        limit=each["id"],
        matter=say(matter),
        day=each["due_on"],
        governs=each["governs"],
        why=why,
    )
