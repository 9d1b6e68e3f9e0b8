"""What another policy would change: invalid lines, what the ceiling cuts, for whom what changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from liandong.authz import Policy, Principal
from liandong.authz.ceiling import Cut
from liandong.authz.differing import Difference, differences
from liandong.authz.generation import actions_of
from liandong.authz.policy import try_policy
from liandong.authz.rules import parse, unknown_acts
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.access.service.asking import is_of_same
from liandong.features.accounts import service as accounts
from liandong.features.tenants.service import Configuration, current, installed
from liandong.kernel.clock import Clock
from liandong.kernel.errors import ConfigurationError, InvalidInputError, Problem

LONGEST = 200_000


@dataclass(frozen=True)
class Concerned:
    """An account of the county, and how many of the changes are about it."""

    login: str
    name: str
    unit: str
    gains: tuple[Difference, ...]
    losses: tuple[Difference, ...]


@dataclass(frozen=True)
class Trial:
    """What an unsaved policy would do; `cuts` is what the ceiling takes away of its own lines."""

    problems: tuple[Problem, ...] = ()
    cuts: tuple[Cut, ...] = ()
    changes: tuple[Difference, ...] = ()
    accounts: tuple[Concerned, ...] = ()


def try_out(uow: UnitOfWork, clock: Clock, asker: Principal, text: str) -> Trial:
    """Say what would change if this were the county's `policy.csv`; nothing is saved.

    Raises:
        InvalidInputError: The text is too long to be a policy.
    """
    if len(text) > LONGEST:
        zh, en = "太长，不像一份权限补充", "too long for a policy"
        raise InvalidInputError([Problem("policy", zh, en)])
    config = current(uow)
    problems = problems_of(text, config)
    if problems:
        return Trial(problems=problems)
    tried = try_policy(text)
    changes = differences(config.policy, tried)
    return Trial(
        cuts=own_cuts(tried),
        changes=changes,
        accounts=tuple(_concerned(uow, clock, asker, (config.policy, tried), changes)),
    )


def problems_of(text: str, config: Configuration | None = None) -> tuple[Problem, ...]:
    """Name the lines that are wrong, speak of nothing installed, or of a mechanism not enabled."""
    try:
        rules = parse(text, layer="overlay").rules
    except ConfigurationError as error:
        return tuple(error.problems)
    known = {act for mechanism in installed().registry for act in actions_of(mechanism)}
    enabled = config.enabled if config else {mechanism for mechanism, _ in known}
    closed = [
        Problem(
            rule.where,
            f"机制“{rule.mechanism}”没有启用",
            f"mechanism '{rule.mechanism}' is not enabled",
        )
        for rule in rules
        if rule.mechanism not in enabled
    ]
    return (*closed, *unknown_acts((r for r in rules if r.mechanism in enabled), known))


def own_cuts(policy: Policy) -> tuple[Cut, ...]:
    """Return what the ceiling took of a county's own lines and of what its links would give."""
    return tuple(cut for cut in policy.cuts if cut.rule.layer != "template")


def _concerned(
    uow: UnitOfWork,
    clock: Clock,
    asker: Principal,
    policies: tuple[Policy, Policy],
    changes: Iterable[Difference],
) -> Iterator[Concerned]:
    """Ask both policies for every account: what one seat gains, another may be denied."""
    before, after = policies
    asked = {each.request: each for each in changes}
    for account in accounts.list_open_accounts(uow) if asked else ():
        who = accounts.load_principal(uow, clock, account.id)
        found = [
            each for each in asked.values() if _may(before, who, each) != _may(after, who, each)
        ]
        gains = tuple(each for each in found if _may(after, who, each))
        losses = tuple(each for each in found if not _may(after, who, each))
        if found:
            is_told = is_of_same(asker, who.unit_kind, who.unit_roles)
            name = account.name if is_told else ""
            yield Concerned(account.login, name, who.unit_name, gains, losses)


def _may(policy: Policy, who: Principal, each: Difference) -> bool:
    return policy.allows(who, each.mechanism, each.action, each.scope)
