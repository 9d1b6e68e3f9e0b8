"""States and transitions, of a case or of its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from liandong.mechanisms.clock_changes import ClockChange, Follow, Where
from liandong.mechanisms.computing import Computed
from liandong.mechanisms.documents import DocumentType, as_actors
from liandong.mechanisms.drawing import Draw
from liandong.mechanisms.fields import DayOf, Field
from liandong.mechanisms.handing_over import HandOver
from liandong.mechanisms.limits import TimeLimit
from liandong.mechanisms.parties import Actor, Named, Party
from liandong.mechanisms.views import Guard


@dataclass(frozen=True)
class State:
    """Where a case or a row stands; a state that no move leaves is final."""

    key: str
    label: str

    def __hash__(self) -> int:
        return hash(self.key)


class Same(Enum):
    """Type of SAME, the target of a move that leaves the state as it is."""

    SAME = "same"


SAME = Same.SAME


def states(**labels: str) -> tuple[State, ...]:
    """Name several states at once, key by label, in the order in which they are unpacked."""
    return tuple(State(key, label) for key, label in labels.items())


@dataclass(frozen=True)
class Instead:
    """The paper that is made where this answer was given."""

    field: Field
    answer: str
    paper: DocumentType


@dataclass(frozen=True)
class Put:
    """A row that a move puts there for every unit of a party: type and creating move, by key."""

    row: str
    move: str
    each: Party


@dataclass(frozen=True)
class Here:
    """A county's setting and the value it must have; `usual` is what holds where none is stated."""

    setting: str
    value: str | bool | int
    usual: str | bool | int

    def holds(self, settings: Mapping[str, Any] | None) -> bool:
        """Tell whether it holds in a county with these settings; None: no county is asked."""
        return settings is None or settings.get(self.setting, self.usual) == self.value


def here(setting: str, value: str | bool | int, *, usual: str | bool | int) -> Here:
    """Name the setting that a county must have for a move."""
    return Here(setting, value, usual)


@dataclass(frozen=True)
class Transition:
    """One move. Without a source it creates the case or the row.

    `stops` and `releases` take effect before `starts` and `opens`, and these only where the move
    lands in `target`; they count from the day of the act, or from `counts_from`: the day in a
    field, or that of the proven delivery. `during` names the states of the case in which a row may
    move. A row's move with `along` happens only in the same act as one of these moves of the case.
    What is `internal` is seen by the authority that did it and by nobody else: event, facts,
    files and notice, and the state that it leads to; the units it names take part in what it hands
    over alone. `revokes` is the paper that loses its force. `instead` are papers that
    take the place of `produces` for one answer. Limits that a move `doubts` make nobody late
    until one that `clears` them has decided in time. What it `reports` of is met by word of the
    progress where the rule asks for the result or the progress. `follows` names limits of this
    act that begin on the last day of another of them. `changes` hold, lengthen or renew clocks
    that run. What stands in `where` starts only in counties that read the law so. A row that an
    internal move brought about is seen by its authority alone, until a move of it that is not
    internal. `puts` are the rows that come with it for every unit of a party, held by that
    unit. With `here` it is a move only of counties whose setting has this value.
    `brings` are parties whom nobody names: whoever a mandatory copy rule of the county
    names and may hold the part takes it. A move that `presents` hands in the lines of the
    case's tables as they stand. `draws` are the people whom it draws from a pool. `computes` are
    the facts that the platform works out of the others in the act.
    """

    key: str
    source: State | tuple[State, ...] | None
    target: State | Same
    label: str = field(kw_only=True)
    by: Actor | tuple[Actor, ...] = field(kw_only=True)
    asks: tuple[Field, ...] = field(default=(), kw_only=True)
    during: tuple[State, ...] = field(default=(), kw_only=True)
    guard: Guard | None = field(default=None, kw_only=True)
    otherwise: State | None = field(default=None, kw_only=True)
    starts: tuple[TimeLimit, ...] = field(default=(), kw_only=True)
    stops: tuple[TimeLimit, ...] = field(default=(), kw_only=True)
    releases: tuple[TimeLimit, ...] = field(default=(), kw_only=True)
    opens: tuple[TimeLimit, ...] = field(default=(), kw_only=True)
    produces: DocumentType | None = field(default=None, kw_only=True)
    instead: tuple[Instead, ...] = field(default=(), kw_only=True)
    delivers: DocumentType | None = field(default=None, kw_only=True)
    revokes: DocumentType | None = field(default=None, kw_only=True)
    counts_from: Field | DayOf | None = field(default=None, kw_only=True)
    doubts: tuple[TimeLimit, ...] = field(default=(), kw_only=True)
    clears: tuple[TimeLimit, ...] = field(default=(), kw_only=True)
    reports: tuple[TimeLimit, ...] = field(default=(), kw_only=True)
    changes: tuple[ClockChange, ...] = field(default=(), kw_only=True)
    follows: tuple[Follow, ...] = field(default=(), kw_only=True)
    where: tuple[Where, ...] = field(default=(), kw_only=True)
    internal: bool = field(default=False, kw_only=True)
    hands_over: HandOver | None = field(default=None, kw_only=True)
    copies: bool = field(default=False, kw_only=True)
    names: tuple[Named, ...] = field(default=(), kw_only=True)
    tells: tuple[Party, ...] = field(default=(), kw_only=True)
    by_holder: bool = field(default=False, kw_only=True)
    along: tuple[str, ...] = field(default=(), kw_only=True)
    puts: tuple[Put, ...] = field(default=(), kw_only=True)
    here: Here | None = field(default=None, kw_only=True)
    brings: tuple[Party, ...] = field(default=(), kw_only=True)
    presents: bool = field(default=False, kw_only=True)
    draws: tuple[Draw, ...] = field(default=(), kw_only=True)
    computes: tuple[Computed, ...] = field(default=(), kw_only=True)

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def sources(self) -> tuple[State, ...]:
        """The states it leaves; none where it creates."""
        if self.source is None:
            return ()
        return self.source if isinstance(self.source, tuple) else (self.source,)

    @property
    def creates(self) -> bool:
        """Tell whether it brings the case or the row into being."""
        return self.source is None

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Who may fire it."""
        return as_actors(self.by)

    @property
    def inputs(self) -> tuple[Field, ...]:
        """What its form shows: what it asks, then what its paper states."""
        asked = {each.key for each in self.asks}
        stated = self.produces.fields if self.produces else ()
        return (*self.asks, *(each for each in stated if each.key not in asked))

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties it speaks of: who may fire it, whom it names, brings and tells."""
        drawn = (each.party for each in self.draws if each.party is not None)
        named = (*(each.party for each in self.names), *self.brings, *self.tells, *drawn)
        return tuple(dict.fromkeys((*(actor.party for actor in self.actors), *named)))

    def paper(self, facts: Mapping[str, Any]) -> DocumentType | None:
        """Return the paper it makes where this was entered."""
        fitting = (each.paper for each in self.instead if facts.get(each.field.key) == each.answer)
        return next(fitting, self.produces)

    def leaves(self, state: str | None) -> bool:
        """Tell whether it can be fired from this state; None is "not there yet"."""
        return self.creates if state is None else any(s.key == state for s in self.sources)

    def targets_from(self, source: State | None) -> tuple[State, ...]:
        """Return where it may land from a source."""
        landed = source if isinstance(self.target, Same) else self.target
        return tuple(state for state in (landed, self.otherwise) if state is not None)


def states_of(transitions: Iterable[Transition]) -> tuple[State, ...]:
    """Return every state the moves name, once, in the order of the declaration."""
    found: dict[State, None] = {}
    for move in transitions:
        found.update(dict.fromkeys(move.sources))
        found.update(dict.fromkeys(move.targets_from(None)))
    return tuple(found)


def final_states(transitions: Iterable[Transition]) -> frozenset[State]:
    """Return the states from which no move leads to another."""
    moves = tuple(transitions)
    left = {
        source
        for move in moves
        for source in move.sources
        if any(target != source for target in move.targets_from(source))
    }
    return frozenset(states_of(moves)) - left


def by_key(transitions: Iterable[Transition], key: str) -> Transition:
    """Return the move with this key.

    Raises:
        KeyError: There is no such move.
    """
    for move in transitions:
        if move.key == key:
            return move
    raise KeyError(key)
