"""Steps of a county to come that lead nowhere: nobody is there to take them; pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from liandong.features.access.service import HOLDER_WORDS
from liandong.features.tenants.service import CATALOGUE, installed
from liandong.kernel.errors import Problem
from liandong.mechanisms import Mechanism, Party, roles
from liandong.web.languages import english

_MOST_NAMED = 8


def dead_ends(package: Mapping[str, Any], people: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """Return what a county could not do as its package stands; none of it keeps it from opening.

    `package` is a canonical one, `people` those who get a first account.
    """
    registry = installed().registry
    enabled = {each["key"] for each in package["mechanisms"]}
    held = {roles.any_unit.key, *(role for unit in package["units"] for role in unit["roles"])}
    found: list[Problem] = []
    for key in (each for each in registry.keys if each in enabled):
        mechanism = registry.current(key)
        found += [*_handed_to_nobody(mechanism, enabled), *_held_by_nobody(mechanism, held)]
    return [*found, *_without_account(package, people)]


def _handed_to_nobody(mechanism: Mechanism, enabled: set[str]) -> Iterator[Problem]:
    for _, move in mechanism.moves:
        if move.hands_over and move.hands_over.mechanism not in enabled:
            other = CATALOGUE[move.hands_over.mechanism][1]
            zh = f"{mechanism.label}：“{move.label}”要转到{other}，本县没有启用"
            step, there = english(move.label), english(other)
            en = f"{english(mechanism.label)}: '{step}' goes on in {there}, which is not enabled"
            yield Problem(f"mechanisms.enabled.{mechanism.key}", zh, en)


def _held_by_nobody(mechanism: Mechanism, held: set[str]) -> Iterator[Problem]:
    for party in _needed(mechanism):
        if {role.key for role in party.roles} & held:
            continue
        who = [HOLDER_WORDS[role.key] for role in party.roles]
        zh = f"{mechanism.label}：没有单位担任{'或者'.join(each.zh for each in who)}，走不下去"
        either = " or ".join(each.en for each in who)
        yield Problem("roster", zh, f"{english(mechanism.label)}: no unit is {either}")


def _needed(mechanism: Mechanism) -> dict[Party, None]:
    """Return the parties without which a matter cannot begin."""
    openings = [move for row, move in mechanism.moves if move.creates and row is None]
    acting = [actor.party for move in openings for actor in move.actors]
    named = [
        each.party for move in openings for each in move.names if each.least and not each.among
    ]
    return dict.fromkeys((*acting, *named))


def _without_account(
    package: Mapping[str, Any], people: Sequence[Mapping[str, Any]]
) -> Iterator[Problem]:
    names = {unit["key"]: unit["name"] for unit in package["units"]}
    there = {each["unit"] for each in people}
    bare = [seat for seat in package["seats"] if seat["unit"] not in there]
    if not bare:
        return
    listed = [f"{names[each['unit']]}{each['label']}" for each in bare]
    more = f"等 {len(listed)} 个" if len(listed) > _MOST_NAMED else ""
    zh = f"这些席位还没有账号，启用后由县级管理员开：{'、'.join(listed[:_MOST_NAMED])}{more}"
    en = f"{len(listed)} seats have no account yet; the county's administrator opens them"
    yield Problem("people", zh, en)
