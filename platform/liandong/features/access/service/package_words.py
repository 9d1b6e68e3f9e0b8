"""What another package lets each unit do, as sentences: who can now do what, who no longer."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from liandong.authz import Policy, compile_policy
from liandong.authz.masks import Request
from liandong.authz.vocabulary import ANY_UNIT, DUTIES, OBLIGATION, PAGE, PLATFORM
from liandong.calendars import Text
from liandong.features.access.service.act_words import SCOPE_WORDS, act_words, mechanism_words
from liandong.features.access.service.holders import duty_words
from liandong.features.tenants.service import policy_text

Package = Mapping[str, Any]
_ALWAYS = {PAGE, PLATFORM, OBLIGATION}
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class _Post:
    """A duty in a unit with its roles, as the policy asks for it."""

    seats: frozenset[str]


@dataclass(frozen=True, order=True)
class _Key:
    """What units may gain or lose together."""

    gained: bool
    mechanism: str
    duty: str
    requests: tuple[Request, ...]


def permission_words(before: Package, after: Package) -> list[Text]:
    """Return a sentence for each duty and mechanism with all units that gain or lose the same.

    Both are canonical packages. Nothing is said of a county that had none before, where all is new,
    and of a level above, where nobody works.
    """
    if not before or not after["tenant"]["county"]:
        return []
    was, will = _granted(before), _granted(after)
    found: dict[_Key, list[str]] = defaultdict(list)
    names = {each["key"]: each["name"] for each in (*before["units"], *after["units"])}
    for post in was.keys() | will.keys():
        unit, duty = post
        old, new = was.get(post, frozenset()), will.get(post, frozenset())
        for gained, requests in ((True, new - old), (False, old - new)):
            for mechanism, mine in _by_mechanism(requests).items():
                found[_Key(gained, mechanism, duty, mine)].append(names[unit])
    return [_sentence(key, sorted(units)) for key, units in sorted(found.items())]


def _granted(package: Package) -> dict[tuple[str, str], frozenset[Request]]:
    """Return what each duty of each unit may do."""
    policy = compile_policy(policy_text(package["policy"]))
    enabled = {each["key"] for each in package["mechanisms"]} | _ALWAYS
    by_seat: dict[str, set[Request]] = defaultdict(set)
    for rule in policy.effective:
        if rule.mechanism in enabled:
            by_seat[rule.seat].add(rule.request)
    return {
        (unit["key"], duty): found
        for unit in package["units"]
        for duty in DUTIES
        if (found := frozenset(_allowed(policy, by_seat, _seats(unit, duty))))
    }


def _seats(unit: Package, duty: str) -> frozenset[str]:
    return frozenset(f"{duty}@{held}" for held in (ANY_UNIT, unit["kind"], *unit["roles"]))


def _allowed(
    policy: Policy, by_seat: Mapping[str, set[Request]], seats: frozenset[str]
) -> Iterator[Request]:
    asked = {request for seat in seats for request in by_seat.get(seat, ())}
    post = _Post(seats)
    yield from (each for each in asked if policy.allows(post, *each))


def _by_mechanism(requests: frozenset[Request]) -> dict[str, tuple[Request, ...]]:
    found: dict[str, list[Request]] = defaultdict(list)
    for each in sorted(requests):
        found[each[0]].append(each)
    return {mechanism: tuple(mine) for mechanism, mine in found.items()}


def _sentence(key: _Key, units: list[str]) -> Text:
    duty, place = duty_words(key.duty), mechanism_words(key.mechanism)
    acts = [_act(request) for request in key.requests[:_MOST_NAMED]]
    left = len(key.requests) - len(acts)
    zh, en = "、".join(each.zh for each in acts), ", ".join(each.en for each in acts)
    if left:
        zh, en = f"{zh}等 {len(key.requests)} 项", f"{en} and {left} more"
    can = Text("现在可以", "can now") if key.gained else Text("不再可以", "can no longer")
    return Text(
        f"{'、'.join(units)}的{duty.zh}{can.zh}在“{place.zh}”里：{zh}",
        f"{duty.en} of {', '.join(units)} {can.en} in '{place.en}': {en}",
    )


def _act(request: Request) -> Text:
    mechanism, action, scope = request
    words = act_words(mechanism, action)
    if scope == "own":
        return words
    range_ = SCOPE_WORDS[scope]
    return Text(f"{words.zh}（{range_.zh}）", f"{words.en} ({range_.en})")
