"""What happens to a period after it began: acts that hold it, lengthen it or let it begin anew."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from liandong.calendars.calendar import Roll
from liandong.calendars.counting import CountedIn, Step, length_words
from liandong.calendars.words import Text, dated_words
from liandong.kernel.errors import InvalidInputError, Problem


class ActKind(StrEnum):
    """SUSPEND and RESUME hold a period openly, EXCLUDE for days known from the first."""

    SUSPEND = "suspend"
    RESUME = "resume"
    EXCLUDE = "exclude"
    EXTEND = "extend"
    INTERRUPT = "interrupt"


@dataclass(frozen=True)
class ClockAct:
    """One act, on its day.

    `until` is the last day that an EXCLUDE takes out. An EXTEND says `length` and `counted_in`,
    counted from the last day as it stands, with its own `roll` (None: as the period rolls); or it
    names the new last day, `due_on`, which then stays as named. Other kinds say none of these.
    """

    kind: ActKind
    on: date
    until: date | None = None
    length: int | None = None
    counted_in: CountedIn | None = None
    roll: Roll | None = None
    due_on: date | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        """Read kind, unit and roll from their words too, as a stored act has them."""
        read = {"kind": ActKind, "counted_in": CountedIn, "roll": Roll}
        for name, words in read.items():
            if getattr(self, name) is not None:
                object.__setattr__(self, name, words(getattr(self, name)))


class HistoryError(InvalidInputError):
    """An act cannot be; it is named by its place among those handed in, the first is 1."""

    code = "calendar.history"


_KINDS = {
    ActKind.SUSPEND: Text("暂停", "suspend"),
    ActKind.RESUME: Text("恢复", "resume"),
    ActKind.EXCLUDE: Text("扣除", "exclude"),
    ActKind.EXTEND: Text("延长", "extend"),
    ActKind.INTERRUPT: Text("重新起算", "begin anew"),
}
_KEYS = {
    ActKind.SUSPEND: "suspended",
    ActKind.RESUME: "resumed",
    ActKind.EXCLUDE: "excluded",
    ActKind.EXTEND: "extended",
    ActKind.INTERRUPT: "interrupted",
}
_SAYS = {ActKind.EXCLUDE: {"until"}, ActKind.EXTEND: {"length", "counted_in", "roll", "due_on"}}
_VALUES = ("until", "length", "counted_in", "roll", "due_on")


def wrong_form(act: ClockAct) -> Text | None:
    """Return what an act says too much or too little, whatever the period; None if nothing."""
    return next(_wrong_form(act), None)


def _wrong_form(act: ClockAct) -> Iterator[Text]:
    stray = {key for key in _VALUES if getattr(act, key) is not None}
    stray -= _SAYS.get(act.kind, set())
    if stray:
        names = ", ".join(sorted(stray))
        yield Text(f"这一项不写 {names}", f"it does not take {names}")
    if act.kind is ActKind.EXCLUDE:
        if act.until is None:
            yield Text("没有写扣除到哪一天", "the last excluded day is missing")
        elif act.until < act.on:
            yield Text("扣除的最后一日早于第一日", "the excluded days end before they begin")
    if act.kind is ActKind.EXTEND:
        yield from _wrong_extension(act)


def _wrong_extension(act: ClockAct) -> Iterator[Text]:
    counted = {act.length, act.counted_in, act.roll} != {None}
    if counted == (act.due_on is not None):
        zh = "要写延长多少，或者写新的最后一日，二者取一"
        yield Text(zh, "either how much longer or the new last day, one of the two")
    if counted and (act.length is None or act.length < 1 or act.counted_in is None):
        zh = "延长多少要写数和单位，数至少是 1"
        yield Text(zh, "how much longer is a number of one or more and its unit")


@dataclass(frozen=True)
class ActProblem(Problem):
    """A problem that names an act: `said` is the act in words, `why` the reason alone."""

    act: ClockAct
    said: Text
    why: Text


def refused(number: int, act: ClockAct, why: Text) -> ActProblem:
    """Return the problem that names an act by its number, kind and day."""
    kind, day = _KINDS[act.kind], dated_words(act.on)
    said = Text(f"{day.zh} {kind.zh}", f"{kind.en} on {day.en}")
    zh, en = f"第 {number} 项（{said.zh}）：{why.zh}", f"no. {number} ({said.en}): {why.en}"
    return ActProblem(f"acts.{number}", zh, en, act, said, why)


def told(act: ClockAct, zh: str, en: str) -> Step:
    """Return the step of an act; its reason stands in brackets as it was entered."""
    why = Text(f"（{act.reason}）", f" ({act.reason})") if act.reason else Text("", "")
    return Step(_KEYS[act.kind], act.on, f"{zh}{why.zh}", f"{en}{why.en}")


def not_counted(gone: int, unit: CountedIn) -> Text:
    """Return 7 个工作日不计入; what is not counted in working days goes by calendar days."""
    if gone == 0:
        return Text("没有要扣除的日子", "no day is left out")
    by = CountedIn.WORKING_DAY if unit is CountedIn.WORKING_DAY else CountedIn.DAY
    zh, en = length_words(gone, by)
    return Text(f"{zh}不计入", f"{en} {'does' if gone == 1 else 'do'} not count")
