"""The policy lines that follow from a mechanism's declaration; `policies/duties` is written so.

A move of the case is the action `<move>`, a move of a row `<row type>.<move>`, the steps before a
signature `<paper>.draft`, `.submit`, `.review`, `.return`. The signature is the move itself.
"""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from liandong.authz.rules import Act, Rule
from liandong.authz.vocabulary import (
    ANY_UNIT,
    CHANGE_COUNTY,
    DUTIES,
    ESCALATE,
    PURGE,
    REVEAL,
    Scope,
    action_of,
)
from liandong.mechanisms.declaration import Mechanism
from liandong.mechanisms.documents import DocumentType
from liandong.mechanisms.graph import Transition
from liandong.mechanisms.parties import Actor, Party
from liandong.mechanisms.secrecy import sealed_fields

MARKER = "# From the mechanisms' declarations; what stands above this line is kept by hand."

_PROCURATORS = ("chief_procurator", "prosecutor", "reviewer")
# Where a county's document names no office, its supervision body coordinates instead.
_OVERSEERS = {"office_clerk": ("office", "supervision_body"), "convener": (ANY_UNIT,)}
# Who may decide on a rung of the ladder; on which one, the county's ladder says.
_DECIDERS = {"chief_procurator": ("procuratorate",), **_OVERSEERS}
_READERS = ("unit_head", "liaison", "handler")
_CONFIDANTS = ("unit_head", "liaison")
_OFFICES = ("office", "supervision_body")
_PROCURATORS_ALONE = ("chief_procurator", "prosecutor")


def generate_duties(mechanisms: Iterable[Mechanism]) -> dict[str, tuple[str, ...]]:
    """Return each duty's lines, for all versions of the mechanisms in the order of their keys."""
    lines: dict[str, dict[str, None]] = {duty: {} for duty in DUTIES}
    for mechanism in sorted(mechanisms, key=lambda each: (each.key, each.version)):
        for rule in _rules(mechanism):
            lines[rule.duty][str(rule)] = None
    return {duty: tuple(found) for duty, found in lines.items()}


def actions_of(mechanism: Mechanism) -> frozenset[Act]:
    """Return every (mechanism, action) that a policy line may name for it."""
    named = {action for action, _ in _acting(mechanism)}
    changes = {CHANGE_COUNTY} if mechanism.changes_county else set()
    return frozenset(
        (mechanism.key, action) for action in named | {"read", ESCALATE, PURGE, REVEAL} | changes
    )


def procuratorial_actions(mechanism: Mechanism) -> frozenset[str]:
    """Return what makes or takes back the procuratorate's papers: it and nobody else may do it.

    These are the moves that the declaration gives to procuratorates alone, and all that leads to a
    paper which a procuratorate signs.
    """
    theirs = {action for action, actor in _acting(mechanism) if _is_procuratorate(actor.party)}
    others = {action for action, actor in _acting(mechanism) if not _is_procuratorate(actor.party)}
    papers = {
        action
        for action, move in moves_of(mechanism)
        if move.produces is not None and _signed_by_procuratorate(move.produces)
    }
    return frozenset((theirs - others) | papers)


def moves_of(mechanism: Mechanism) -> tuple[tuple[str, Transition], ...]:
    """Return every move of the case and of its rows, with the action it is in a policy line."""
    return tuple(
        (action_of(move.key, row.key if row else None), move) for row, move in mechanism.moves
    )


def actors_of(mechanism: Mechanism, action: str) -> tuple[Actor, ...]:
    """Return who may do an action of a policy line in a case: duties in parts; reading has none."""
    return tuple(actor for named, actor in _acting(mechanism) if named == action)


def render(text: str, lines: Iterable[str]) -> str:
    """Keep the part of a duty's file that is kept by hand, and put the lines below it."""
    head = text.partition(MARKER)[0].rstrip()
    body = "\n".join((MARKER, *lines))
    return f"{head}\n\n{body}\n"


def write_duties(folder: Path, mechanisms: Iterable[Mechanism]) -> list[Path]:
    """Write every duty's file anew and return those that changed."""
    changed = []
    for duty, lines in generate_duties(mechanisms).items():
        path = folder / f"{duty}.csv"
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = render(before, lines)
        if after != before:
            path.write_text(after, encoding="utf-8")
            changed.append(path)
    return changed


def _rules(mechanism: Mechanism) -> Iterator[Rule]:
    for action, actor in _acting(mechanism):
        for role in holders_of(actor):
            yield Rule(actor.duty.key, role, mechanism.key, action, "own")
    for duty, holders in _DECIDERS.items():
        for holder in holders:
            yield Rule(duty, holder, mechanism.key, ESCALATE, "own")
    if mechanism.changes_county is not None:
        for held in mechanism.changes_county.by.roles:
            duty = "chief_procurator" if held.key == "procuratorate" else "unit_head"
            yield Rule(duty, held.key, mechanism.key, CHANGE_COUNTY, "own")
    if sealed_fields(mechanism):
        yield from _purging(mechanism)
        yield from _revealing(mechanism)
    yield from _reading(mechanism)


def _purging(mechanism: Mechanism) -> Iterator[Rule]:
    """Who leads a unit that may open a matter with secrets, or enter one, also purges them."""
    entering = [
        actor
        for row, move in mechanism.moves
        for actor in move.actors
        if (row is None and move.creates) or any(field.secrecy for field in move.inputs)
    ]
    for role in dict.fromkeys(role for actor in entering for role in holders_of(actor)):
        duty = "chief_procurator" if role == "procuratorate" else "unit_head"
        yield Rule(duty, role, mechanism.key, PURGE, "own")


def _revealing(mechanism: Mechanism) -> Iterator[Rule]:
    """Who acts in a matter works with its secrets, and who purges them; to other readers not."""
    held = {(actor.duty.key, role) for _, actor in _acting(mechanism) for role in holders_of(actor)}
    held |= {(rule.duty, rule.holder) for rule in _purging(mechanism)}
    for duty, role in sorted(held):
        yield Rule(duty, role, mechanism.key, REVEAL, "own")


def _acting(mechanism: Mechanism) -> Iterator[tuple[str, Actor]]:
    for action, move in moves_of(mechanism):
        for actor in move.actors:
            yield action, actor
    for table in mechanism.tables:
        for actor in table.actors:
            yield table.action, actor
    for paper in mechanism.documents:
        if paper.approval is None:
            continue
        for actor in paper.approval.drafters:
            yield f"{paper.key}.draft", actor
            yield f"{paper.key}.submit", actor
        for actor in paper.approval.reviewers:
            yield f"{paper.key}.review", actor
        for actor in (*paper.approval.reviewers, *paper.approval.signers):
            yield f"{paper.key}.return", actor


def _reading(mechanism: Mechanism) -> Iterator[Rule]:
    """Parties read their matters, whoever was copied the paper, the office and leaders headers."""
    scope: Scope
    actors = {actor for _, actor in _acting(mechanism)}
    for actor in sorted(actors, key=lambda each: (each.party.key, DUTIES.index(each.duty.key))):
        for role in holders_of(actor):
            for scope in ("own", "party"):
                yield Rule(actor.duty.key, role, mechanism.key, "read", scope)
    if mechanism.is_confidential:
        yield from _told_in_confidence(mechanism, {actor.party for actor in actors})
    else:
        yield from _told(mechanism)


def _told(mechanism: Mechanism) -> Iterator[Rule]:
    scope: Scope
    for duty in _PROCURATORS:
        for scope in ("own", "party", "copied"):
            yield Rule(duty, "procuratorate", mechanism.key, "read", scope)
    for duty in _READERS:
        for scope in ("own", "party", "copied"):
            yield Rule(duty, ANY_UNIT, mechanism.key, "read", scope)
    for duty, holders in _OVERSEERS.items():
        for holder in holders:
            yield Rule(duty, holder, mechanism.key, "read", "office")


def holders_of(actor: Actor) -> tuple[str, ...]:
    """Return the roles of a unit in which the duty can be held.

    Some are a procuratorate's only, an office clerk's is that of the office and of who stands in
    its place; what every unit may do needs no further line.
    """
    roles = tuple(role.key for role in actor.party.roles)
    own = tuple(key for key in roles if key == "procuratorate")
    if actor.duty.key in _PROCURATORS_ALONE:
        return own or roles
    if actor.duty.key == "office_clerk":
        return tuple(key for key in roles if key in _OFFICES) or roles
    return (ANY_UNIT,) if ANY_UNIT in roles else roles


def _told_in_confidence(mechanism: Mechanism, acting: Collection[Party]) -> Iterator[Rule]:
    """In confidence its parties read alone, of those that only hear of it head and liaison.

    In a procuratorate those are its prosecutors and who reviews and leads them. Whom the county's
    rules copy reads the copy by the same duties.
    """
    scope: Scope
    if any(move.copies for _, move in mechanism.moves):
        for duty in _CONFIDANTS:
            yield Rule(duty, ANY_UNIT, mechanism.key, "read", "copied")
        for duty in _PROCURATORS:
            yield Rule(duty, "procuratorate", mechanism.key, "read", "copied")
    for party in mechanism.parties:
        for role in party.roles if party not in acting else ():
            for duty in _PROCURATORS if role.key == "procuratorate" else _CONFIDANTS:
                for scope in ("own", "party", "copied"):
                    yield Rule(duty, role.key, mechanism.key, "read", scope)


def _is_procuratorate(party: Party) -> bool:
    return all(role.key == "procuratorate" for role in party.roles)


def _signed_by_procuratorate(paper: DocumentType) -> bool:
    signers = paper.approval.signers if paper.approval else ()
    return any(_is_procuratorate(actor.party) for actor in signers)
