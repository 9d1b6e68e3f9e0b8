"""The units that an act names: as many as its move asks, in parts and roles that they may take."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.errors import FactsError, PartiesError
from liandong.features.cases.service.commands import FireTransition, PartyCommand, RowCommand
from liandong.features.cases.service.viewing import Opened
from liandong.features.tenants.service import Configuration
from liandong.features.units import service as units
from liandong.kernel.errors import Problem
from liandong.kernel.ids import uuid7
from liandong.mechanisms import Mechanism, Named, Part, Role, Transition

PARTS = {
    Part.ISSUER: "制发方",
    Part.ADDRESSEE: "相对方",
    Part.COPIED: "抄送",
    Part.SUPERVISOR: "监督方",
    Part.ASSISTANT: "协助方",
    Part.APPLICANT: "申请方",
    Part.RESPONDENT: "被申请方",
    Part.OTHER_PARTY: "其他方",
}

#: The parts to which a matter goes: whoever sees that there is a case sees these units too.
RECEIVERS = (Part.ADDRESSEE, Part.RESPONDENT)


def parts_shown(opened: Opened, level: str) -> frozenset[str]:
    """Return the parts a reader may know of: in full all; else who began it and whom it goes to."""
    if level == "full":
        return frozenset(part.value for part in Part)
    began = {p.part for p in opened.parties if p.unit_id == opened.case.issuer_id}
    return frozenset({*began, *(part.value for part in RECEIVERS)})


def require_parties(uow: UnitOfWork, mechanism: Mechanism, command: FireTransition) -> None:
    """Hold each unit to the roles that its part asks for, and the move that names it.

    Raises:
        PartiesError: Unknown unit, unknown part, or a unit that cannot have it.
    """
    problems: list[Problem] = []
    roles = _roles(mechanism, command.transition)
    known = units.names(uow)
    for number, asked in enumerate(command.parties):
        where = f"parties[{number}]"
        unit, wanted = known.get(asked.unit_id), roles.get(asked.part)
        if unit is None or not unit.is_active:
            problems.append(Problem(f"{where}.unit_id", "没有这个单位", "there is no such unit"))
        elif wanted is None:
            problems.append(Problem(f"{where}.part", "没有这种角色", "there is no such part"))
        elif not units.holds_any(unit, [role.key for role in wanted]):
            zh, en = f"{unit.name}不能是这一方", f"{unit.name} cannot have this part"
            problems.append(Problem(f"{where}.unit_id", zh, en))
    if problems:
        raise PartiesError(problems)


def _roles(mechanism: Mechanism, transition: str | None) -> dict[str, tuple[Role, ...]]:
    """Return the roles of which a unit needs one, by part."""
    move = next((each for each in mechanism.transitions if each.key == transition), None)
    named = {each.party.key: each.roles for each in (move.names if move else ())}
    return {party.key: party.roles for party in mechanism.parties} | named


def require_named(
    config: Configuration,
    principal: Principal,
    move: Transition | None,
    command: FireTransition,
    taken: Iterable[tuple[UUID, str]] = (),
) -> None:
    """Hold an act to the parts that its move names, and to how many units each may have.

    `taken` are the units that have a part already.

    Raises:
        PartiesError: A part nobody is named in here, too few or too many units, a unit twice, the
            acting unit itself, or one whose role the county's setting leaves out.
    """
    has_part = set(taken)
    names = left_to_name(move, (part for _, part in has_part))
    problems = [*_wrong(principal, names, command.parties, has_part)]
    problems += _left_out(config, names, command.parties)
    problems += wrong_numbers(names, command)
    if problems:
        raise PartiesError(problems)


def left_to_name(move: Transition | None, held: Iterable[str]) -> tuple[Named, ...]:
    """Return what a move names, but for parts that are held already and named only once."""
    known = frozenset(held)
    names = move.names if move else ()
    return tuple(n for n in names if not (n.unless_held and n.party.key in known))


def wrong_numbers(names: Iterable[Named], command: FireTransition) -> Iterator[Problem]:
    """Yield a problem for each part in which an act names too few units or too many."""
    for named in names:
        given = sum(party.part == named.party.part for party in command.parties)
        if given < named.least or (named.most is not None and given > named.most):
            yield Problem(f"parties.{named.party.key}", *_how_many(named))


def _wrong(
    principal: Principal,
    names: tuple[Named, ...],
    parties: tuple[PartyCommand, ...],
    taken: set[tuple[UUID, str]],
) -> Iterator[Problem]:
    parts = {named.party.part: named for named in names}
    for number, asked in enumerate(parties):
        where = f"parties[{number}]"
        if asked.part not in parts:
            listed = "、".join(PARTS[part] for part in parts) or "单位"
            zh = f"这一步只写{listed}" if parts else "这一步不写单位"
            yield Problem(f"{where}.part", zh, "this move names no unit in this part")
        elif asked.unit_id == principal.unit_id:
            zh, en = "不能写本单位", f"the {asked.part} cannot be your own unit"
            yield Problem(f"{where}.unit_id", zh, en)
        elif (asked.unit_id, asked.part) in taken:
            yield Problem(f"{where}.unit_id", "这个单位已经写过", "this unit is named already")
        taken.add((asked.unit_id, asked.part))


def _left_out(
    config: Configuration, names: tuple[Named, ...], parties: tuple[PartyCommand, ...]
) -> Iterator[Problem]:
    known = {named.party.part: roles_named(config, named) for named in names}
    for number, asked in enumerate(parties):
        roles = known.get(asked.part)  # type: ignore[call-overload]  # a Part is its word
        if roles is not None and not set(roles) & config.roles_of(asked.unit_id):
            zh, en = "本县文件没有写这类单位", "the county's document names no such unit"
            yield Problem(f"parties[{number}].unit_id", zh, en)


def roles_named(config: Configuration, named: Named) -> tuple[str, ...] | None:
    """Return the roles that a county's setting leaves of a part; None: all that it may have."""
    if not named.among:
        return None
    roles = [role.key for role in named.party.roles]
    return tuple(key for key in config.setting(named.among, roles) if key in roles)


def with_put_rows(
    opened: Opened, move: Transition | None, command: FireTransition
) -> FireTransition:
    """Return the act with the rows that its move puts there, one for each unit of a part.

    Raises:
        FactsError: It brings such a row of its own.
    """
    puts = move.puts if move else ()
    own = {(put.row, put.move) for put in puts}
    problems = [
        Problem(f"rows[{number}]", "由平台按单位逐一列出", "the platform puts one for each unit")
        for number, row in enumerate(command.rows)
        if (row.type, row.transition) in own
    ]
    if problems:
        raise FactsError(problems)
    rows: list[RowCommand] = []
    for put in puts:
        field = opened.mechanism.row(put.row).held_by
        if field is None:
            continue
        for unit in opened.units(put.each.key):
            fresh = RowCommand(put.row, put.move, uuid7(), {field.key: str(unit)})
            if not _is_held(opened, rows, fresh):
                rows.append(fresh)
    return replace(command, rows=(*command.rows, *rows))


def _is_held(opened: Opened, put: list[RowCommand], fresh: RowCommand) -> bool:
    """Tell whether the unit holds such a row already: a second one is not put there."""
    (held,) = fresh.facts.items()
    stand = [(row.type, row.facts) for row in opened.rows]
    stand += [(row.type, row.facts) for row in put]
    return any(kind == fresh.type and held in facts.items() for kind, facts in stand)


def _how_many(named: Named) -> tuple[str, str]:
    part, label = named.party.part.value, PARTS[named.party.part]
    if named.most is None:
        return f"至少写明一个{label}单位", f"name one {part} at least"
    if named.least:
        return f"要写明一个{label}单位，只能写一个", f"name one {part}, and one only"
    return f"最多写一个{label}单位", f"name one {part} at most"
