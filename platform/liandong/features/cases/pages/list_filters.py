"""What a list of cases may be narrowed to, in the address and as segments with counts; pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from liandong.calendars import OutsideCalendarError
from liandong.features.cases.pages.words import Plain, Setting
from liandong.features.cases.service import GIVEN, CaseFilter, Due, Facets
from liandong.mechanisms import Choice, Mechanism
from liandong.web.languages import say

Counts = Mapping[tuple[str, str], int]
NEAR = 3  # working days, as the chip has it
PROGRESS = {"open": "在办", "closed": "已办结", "all": "全部"}
EVERYTHING = CaseFilter()
DUE = {"late": "已逾期", "soon": "近期到期"}


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    path: str
    progress: str = "open"
    state: str = ""
    text: str = ""
    unit: str = ""
    kind: str = ""
    due: str = ""
    mechanism: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything but the progress is asked for."""
        return any((self.state, self.text, self.unit, self.kind, self.due, self.mechanism))

    def filter(self, setting: Setting, within: CaseFilter = EVERYTHING) -> CaseFilter:
        """Return it as the service takes it, inside what the list as a whole holds."""
        is_open = {"open": True, "closed": False}.get(self.progress)
        unit = UUID(self.unit) if self.unit else None
        facets = Facets(unit, self.kind, due_of(self.due, setting))
        return replace(
            within,
            mechanism=within.mechanism or self.mechanism or None,
            state=self.state or None,
            is_open=is_open,
            text=self.text,
            facets=facets,
        )

    def with_due(self, due: str) -> "Asked":
        """Return it with another choice of the deadline."""
        return replace(self, due=due)

    def without(self, *names: str) -> "Asked":
        """Return it with some of its parts left open."""
        blank: dict[str, str] = {name: "all" if name == "progress" else "" for name in names}
        return replace(self, **blank)

    @property
    def stated(self) -> dict[str, str]:
        """Return the parts that the address carries."""
        kept = {"progress": self.progress, "state": self.state, "q": self.text}
        kept |= {"unit": self.unit, "kind": self.kind, "due": self.due}
        kept |= {"mechanism": self.mechanism}
        return {key: text for key, text in kept.items() if text}

    def href(self, **changed: str) -> str:
        """Return the address with something changed; a change begins at the first page."""
        kept = {key: text for key, text in (self.stated | changed).items() if text}
        return f"{self.path}?{urlencode(kept)}"


@dataclass(frozen=True)
class Numbers:
    """How many cases there are, in all and beside each choice."""

    every: Counts
    states: Counts
    kinds: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[UUID, int] = field(default_factory=dict)
    mechanisms: Mapping[str, int] = field(default_factory=dict)
    due: Mapping[str, int] = field(default_factory=dict)


def due_of(key: str, setting: Setting) -> Due | None:
    """Return the stretch of days a choice stands for."""
    if key == "late":
        return Due(until=setting.today - timedelta(days=1), is_late=True)
    return Due(until=_near(setting), since=setting.today) if key == "soon" else None


def _near(setting: Setting) -> date:
    try:
        return setting.calendar.add(setting.today, NEAR)
    except OutsideCalendarError:
        return setting.today + timedelta(days=NEAR)


def is_final(known: Mapping[str, Mechanism], mechanism: str, state: str) -> bool:
    """Say whether a case in a state has ended, here at least."""
    is_known = bool(state) and mechanism in known
    return state == GIVEN or (is_known and known[mechanism].is_final(state))


def kinds_of(known: Mapping[str, Mechanism]) -> dict[str, Choice]:
    """Return the kinds of matters that the mechanisms declare."""
    fields = [f for each in known.values() for f in each.fields if f.key == "kind"]
    return {choice.key: choice for each in fields for choice in each.choices}


def filters(asked: Asked, numbers: Numbers, known: Mapping[str, Mechanism]) -> list[Plain]:
    """Return the rows of segments above the list."""
    ended = {key: n for key, n in numbers.states.items() if is_final(known, *key)}
    running = {key: n for key, n in numbers.states.items() if key not in ended}
    chosen = {"open": running, "closed": ended}.get(asked.progress, {**numbers.states})
    totals = {"open": running, "closed": ended, "all": numbers.states}
    progress = [
        _segment(
            say(label),
            asked.href(progress=key, state=""),
            sum(totals[key].values()),
            key == asked.progress,
        )
        for key, label in PROGRESS.items()
    ]
    found = [{"label": say("进度"), "segments": progress}]
    is_one_kind = len({mechanism for mechanism, _ in numbers.states}) <= 1
    if (len(chosen) > 1 and is_one_kind) or asked.state:
        found.append({"label": say("状态"), "segments": _states(asked, chosen, known)})
    labels = {key: say(choice.label) for key, choice in kinds_of(known).items()}
    if (len(numbers.kinds) > 1 and is_one_kind) or asked.kind:
        shown = {key: label for key, label in labels.items() if key in {*numbers.kinds, asked.kind}}
        found.append(_choices("kind", say("类型"), say("各种类型"), asked, shown, numbers.kinds))
    if any(numbers.due.values()) or asked.due:
        shown = {key: say(label) for key, label in DUE.items()}
        found.append(_choices("due", say("期限"), say("各种期限"), asked, shown, numbers.due))
    return found


def _choices(
    name: str,
    label: str,
    every: str,
    asked: Asked,
    shown: Mapping[str, str],
    numbers: Mapping[str, int],
) -> Plain:
    current = asked.stated.get(name, "")
    segments = [_segment(every, asked.href(**{name: ""}), None, not current)]
    segments += [
        _segment(words, asked.href(**{name: key}), numbers.get(key, 0), key == current)
        for key, words in shown.items()
    ]
    return {"label": label, "segments": segments}


def _states(asked: Asked, chosen: Counts, known: Mapping[str, Mechanism]) -> list[Plain]:
    labels: dict[str, str] = {}
    numbers: Counter[str] = Counter()
    for (mechanism, state), n in chosen.items():
        if mechanism in known and state not in {"", GIVEN}:
            labels[state] = say(known[mechanism].state(state).label)
            numbers[state] += n
    order = [s.key for each in known.values() for s in each.states if s.key in labels]
    every = _segment(say("各种状态"), asked.href(state=""), None, not asked.state)
    return [
        every,
        *(
            _segment(labels[key], asked.href(state=key), numbers[key], key == asked.state)
            for key in dict.fromkeys(order)
        ),
    ]


def _segment(label: str, href: str, count: int | None, current: bool) -> Plain:
    return {"label": label, "href": href, "count": count, "current": current}
