"""Whom a county's rules have copied: mandatory ones may not be forgotten."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from liandong.features.cases.errors import TransitionNotAllowedError
from liandong.features.cases.service.commands import PartyCommand
from liandong.features.cases.service.viewing import Opened
from liandong.features.tenants.service import Configuration, citation, stable_id
from liandong.mechanisms import Landing

#: The row type and fields by which a mechanism lists its copies.
COPY_ROWS, COPY_UNIT, COPY_RULE = "copy", "copy_unit", "copy_rule"
#: What follows from the rule, so that nobody has to state it.
COPY_KIND, COPY_BASIS = "copy_kind", "copy_basis"


@dataclass(frozen=True)
class CopyAdvice:
    """One unit that a rule of the county copies, and why."""

    unit_id: UUID
    rule: str
    binding: str
    basis: str
    to_confirm: bool


def copies_for(
    config: Configuration, mechanism: str, triggers: tuple[str, ...]
) -> tuple[CopyAdvice, ...]:
    """Return whom the county's rules copy when these triggers hold."""
    held = {rule["key"] for rule in _rules(config, mechanism) if _holds(rule, triggers)}
    return tuple(each for each in every_copy(config, mechanism) if each.rule in held)


def every_copy(config: Configuration, mechanism: str) -> tuple[CopyAdvice, ...]:
    """Return every copy that some rule of the county knows, whether its triggers hold or not."""
    return tuple(
        CopyAdvice(
            unit_id=stable_id(config.tenant_id, "unit", key),
            rule=rule["key"],
            binding=rule["binding"],
            basis="、".join(_cited(config, rule)),
            to_confirm=rule["confirmed_by_person"],
        )
        for rule in _rules(config, mechanism)
        for key in _receivers(config, rule["to"])
    )


def _cited(config: Configuration, rule: dict[str, Any]) -> Iterator[str]:
    for each in rule["source"]["basis"]:
        yield citation(config.register, each["instrument"], each["clause"])


def _rules(config: Configuration, mechanism: str) -> list[dict[str, Any]]:
    return [rule for rule in config.package["copy_rules"] if rule["mechanism"] == mechanism]


def once_each(advice: Iterable[CopyAdvice]) -> tuple[CopyAdvice, ...]:
    """Name a unit once, by the rule that binds most."""
    by_unit: dict[UUID, CopyAdvice] = {}
    for each in sorted(advice, key=lambda one: one.binding != "mandatory"):
        by_unit.setdefault(each.unit_id, each)
    return tuple(by_unit.values())


def _receivers(config: Configuration, roles: list[str]) -> list[str]:
    """Return the keys of the units that hold one of the roles; one nobody holds copies nobody."""
    named = {config.county["supervision_body"]["unit"]} if "supervision_body" in roles else set()
    return [
        unit["key"]
        for unit in config.package["units"]
        if unit["key"] in named or unit["kind"] in roles or set(unit["roles"]) & set(roles)
    ]


def _holds(rule: dict[str, Any], triggers: tuple[str, ...]) -> bool:
    named = {trigger["key"] for trigger in rule["when"]}
    if not named:
        return True
    return named <= set(triggers) if rule["logic"] == "all" else bool(named & set(triggers))


def triggers_of(opened: Opened, landing: Landing) -> tuple[str, ...]:
    """Return the triggers that hold once the act has landed: those chosen, and every yes."""
    return _triggers_in({**opened.case.facts, **landing.facts})


def _triggers_in(facts: Mapping[str, Any]) -> tuple[str, ...]:
    said = (key for key, value in facts.items() if value is True)
    return (*(facts.get("copy_triggers") or ()), *said)


def owed_copies(
    config: Configuration, mechanism: str, facts: Mapping[str, Any]
) -> list[frozenset[UUID]]:
    """Return the units that each mandatory rule names which these facts meet.

    A rule whose role no unit holds names nobody: its copy is owed all the same.
    """
    triggers = _triggers_in(facts)
    binding = [rule for rule in _rules(config, mechanism) if rule["binding"] == "mandatory"]
    named = [_receivers(config, rule["to"]) for rule in binding if _holds(rule, triggers)]
    return [frozenset(stable_id(config.tenant_id, "unit", key) for key in keys) for keys in named]


def automatic_copies(opened: Opened, landing: Landing) -> list[PartyCommand]:
    """Return whom the act itself copies: each unit that a mandatory rule names, once."""
    if landing.transition is None or not landing.transition.copies or not landing.on_target:
        return []
    involved = {party.unit_id for party in opened.parties}
    advice = copies_for(opened.config, opened.mechanism.key, triggers_of(opened, landing))
    return [
        PartyCommand(
            each.unit_id,
            "copied",
            {COPY_KIND: each.binding, COPY_RULE: each.rule, COPY_BASIS: each.basis},
        )
        for each in once_each(advice)
        if each.binding == "mandatory" and each.unit_id not in involved
    ]


def require_copies(opened: Opened, landing: Landing) -> None:
    """Refuse a signature while a mandatory copy is not even listed.

    A copy that the chief has left out, with the reason on record, is decided, not forgotten.

    Raises:
        TransitionNotAllowedError: A unit that must be copied is missing.
    """
    move, kinds = landing.transition, {kind.key for kind in opened.mechanism.rows}
    if move is None or move.produces is None or COPY_ROWS not in kinds:
        return
    triggers = triggers_of(opened, landing)
    listed = {row.facts.get(COPY_UNIT) for row in opened.rows if row.type == COPY_ROWS}
    for advice in copies_for(opened.config, opened.mechanism.key, triggers):
        if advice.binding == "mandatory" and str(advice.unit_id) not in listed:
            raise TransitionNotAllowedError(
                f"按本县规定应当抄送的单位还没有列入（{advice.basis}）",
                f"a unit that must be copied is not listed ({advice.rule})",
                code="case.copies_missing",
            )
