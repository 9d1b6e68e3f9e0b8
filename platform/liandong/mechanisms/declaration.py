"""A mechanism: one value that says all the platform needs to run its cases."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from liandong.mechanisms.appointments import Appointment
from liandong.mechanisms.changing_county import CountyChange
from liandong.mechanisms.contacts import Contacts
from liandong.mechanisms.documents import DocumentType
from liandong.mechanisms.fields import Field
from liandong.mechanisms.graph import State, Transition, by_key, final_states, states_of
from liandong.mechanisms.limits import TimeLimit
from liandong.mechanisms.measures import Metric, Obligation
from liandong.mechanisms.parties import Part, Party
from liandong.mechanisms.row_types import RowType
from liandong.mechanisms.sparing import Spare
from liandong.mechanisms.tables import Table

VARIANT = "variant"
"""The fact that holds a case's variant."""


@dataclass(frozen=True)
class Variant:
    """A kind of case that replaces limits, starts some (`adds`) no other kind starts, asks more."""

    key: str
    label: str
    limits: Mapping[TimeLimit, TimeLimit] = field(default_factory=dict, hash=False)
    adds: tuple[TimeLimit, ...] = ()
    asks: tuple[Field, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "limits", MappingProxyType(dict(self.limits)))


@dataclass(frozen=True)
class Once:
    """A unit opens one case for each answer of a field; cases in these states do not count."""

    by: Field
    unless: tuple[State, ...] = ()


@dataclass(frozen=True)
class Mechanism:
    """A 联动机制; `stated` says which Field holds the period of a STATED limit.

    A Field of kind NUMBER holds days, one of kind DATE the last day itself. Of a matter that
    `is_confidential` nobody hears who takes no part in it, the office and the conveners included;
    the unit in the field `kept_from` can take no part in it at all. `number_word` stands in the
    numbers of its papers after the county's own word. `package` is the plugin, where no limit of
    the mechanism tells it. `changes_county` says how a matter goes to another county; None: never.
    `appointment` says which fields make it an event of a calendar, `contacts` which name somebody
    to the whole county, and `reads` which settings of the county its guards read: key by kind. With
    `titled`, a text with fields in braces, nobody types a title. Its figures count for the unit
    that has the part `speaks_of`; None: for whom a matter goes to. `ways` are the usual
    courses of a matter, each the keys of its moves from the opening to the end: what a page shows
    as still to come. What stands in a state of `spares` counts in no figure.
    """

    key: str
    version: int
    label: str
    transitions: tuple[Transition, ...]
    rows: tuple[RowType, ...] = ()
    variants: tuple[Variant, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    metrics: tuple[Metric, ...] = ()
    stated: Mapping[TimeLimit, Field] = field(default_factory=dict, hash=False)
    is_confidential: bool = False
    number_word: str = ""
    kept_from: Field | None = None
    package: str = ""
    changes_county: CountyChange | None = None
    appointment: Appointment | None = None
    contacts: Contacts | None = None
    reads: Mapping[str, str] = field(default_factory=dict, hash=False)
    tables: tuple[Table, ...] = ()
    once: Once | None = None
    titled: str = ""
    speaks_of: Part | None = None
    ways: tuple[tuple[str, ...], ...] = ()
    spares: tuple[Spare, ...] = ()

    def __hash__(self) -> int:
        return hash(self.key)

    def __post_init__(self) -> None:
        object.__setattr__(self, "stated", MappingProxyType(dict(self.stated)))
        object.__setattr__(self, "reads", MappingProxyType(dict(self.reads)))

    @cached_property
    def home(self) -> str:
        """The package of its plugin, where the structures of its papers stand."""
        return self.package or next((each.package for each in self.limits if each.package), "")

    @cached_property
    def states(self) -> tuple[State, ...]:
        """Every state of the case, in the order of the declaration."""
        return states_of(self.transitions)

    @cached_property
    def moves(self) -> tuple[tuple[RowType | None, Transition], ...]:
        """Every move of the case (None) and of its rows."""
        of_rows = ((row, move) for row in self.rows for move in row.transitions)
        return (*((None, move) for move in self.transitions), *of_rows)

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """Every party that its moves, papers and obligations name, once."""
        found: dict[Party, None] = {}
        for _, move in self.moves:
            found.update(dict.fromkeys(move.parties))
        for table in self.tables:
            found.update(dict.fromkeys(actor.party for actor in table.actors))
        for document in self.documents:
            found.update(dict.fromkeys(document.copied_to))
        found.update(dict.fromkeys(e.owed_by for e in self.obligations if e.owed_by))
        return tuple(found)

    @cached_property
    def documents(self) -> tuple[DocumentType, ...]:
        """Every paper that its moves produce or deliver, once."""
        named = [
            paper
            for _, move in self.moves
            for paper in (move.produces, *(each.paper for each in move.instead), move.delivers)
        ]
        return tuple(dict.fromkeys(paper for paper in named if paper is not None))

    @cached_property
    def limits(self) -> tuple[TimeLimit, ...]:
        """Every limit it names, once."""
        found: dict[TimeLimit, None] = {}
        for _, move in self.moves:
            for named in (move.starts, move.opens, move.stops, move.releases, move.reports):
                found.update(dict.fromkeys(named))
            for change in move.changes:
                found.update(dict.fromkeys(filter(None, (change.limit, change.by))))
        for variant in self.variants:
            found.update(dict.fromkeys((*variant.limits, *variant.limits.values(), *variant.adds)))
        found.update(dict.fromkeys(each.limit for each in self.obligations))
        found.update(dict.fromkeys(self.stated))
        found.update(dict.fromkeys(each.limit for table in self.tables for each in table.clocks))
        return tuple(found)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field of the case, once per key; a row's own fields stand in its moves."""
        asked = [each for move in self.transitions for each in move.inputs]
        asked += [each for variant in self.variants for each in variant.asks]
        asked += [table.counted for table in self.tables]
        found: dict[str, Field] = {}
        for each in asked:
            found.setdefault(each.key, each)
        return tuple(found.values())

    @cached_property
    def drawn_moves(self) -> frozenset[tuple[str, str]]:
        """The moves, by row type and key, that the platform alone makes when it draws."""
        return frozenset((each.row, each.move) for _, m in self.moves for each in m.draws)

    def inner_facts(self, parts: AbstractSet[str]) -> frozenset[str]:
        """Return the facts of the case that internal moves of other parts than these enter."""
        return frozenset(
            field.key
            for move in self.transitions
            if move.internal and not parts & {actor.party.key for actor in move.actors}
            for field in move.inputs
        )

    def transition(self, key: str) -> Transition:
        """Return a move of the case.

        Raises:
            KeyError: There is no such move.
        """
        return by_key(self.transitions, key)

    def row(self, key: str) -> RowType:
        """Return a row type.

        Raises:
            KeyError: There is no such row type.
        """
        return {row.key: row for row in self.rows}[key]

    def table(self, key: str) -> Table:
        """Return a table.

        Raises:
            KeyError: There is no such table.
        """
        return {table.key: table for table in self.tables}[key]

    def state(self, key: str) -> State:
        """Return a state of the case.

        Raises:
            KeyError: There is no such state.
        """
        return {state.key: state for state in self.states}[key]

    def variant(self, key: str | None) -> Variant | None:
        """Return a variant; None for no variant, and for one that does not exist."""
        return next((each for each in self.variants if each.key == key), None)

    def is_final(self, state: str) -> bool:
        """Tell whether no move leads from the state to another."""
        return state in self._finals

    @cached_property
    def _finals(self) -> frozenset[str]:
        return frozenset(each.key for each in final_states(self.transitions))

    def starts(self, move: Transition, variant: str | None) -> tuple[TimeLimit, ...]:
        """Return the limits a move starts in a case of this variant, as they are declared."""
        only_elsewhere = {limit for each in self.variants for limit in each.adds}
        if chosen := self.variant(variant):
            only_elsewhere -= set(chosen.adds)
        return tuple(limit for limit in move.starts if limit not in only_elsewhere)


def resolve(
    limit: TimeLimit, variant: Variant | None, replacements: Mapping[str, TimeLimit]
) -> TimeLimit:
    """Return the limit that governs: the variant's, then what the tenant puts in its place."""
    chosen = variant.limits.get(limit, limit) if variant else limit
    return replacements.get(chosen.id, chosen)
