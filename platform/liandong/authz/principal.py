"""Who acts: an account with its unit and the duties it acts in, under its tenant's policy."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from liandong.authz.policy import Policy
from liandong.authz.vocabulary import PAGE, PLATFORM, Scope, seats_of
from liandong.kernel.errors import ForbiddenError
from liandong.mechanisms.parties import Actor, Held, Part

NO_POLICY = Policy(())


@dataclass(frozen=True)
class Cover:
    """A duty that a colleague has lent, until a day; what is done by it is done for them."""

    duty: str
    holder_id: UUID
    holder_name: str
    until: date

    @property
    def stated(self) -> dict[str, str]:
        """Return what a fact keeps of it."""
        return {"account": str(self.holder_id), "name": self.holder_name, "duty": self.duty}


@dataclass(frozen=True)
class Principal:
    """An account in its unit; built once per request, `seats` follows from the rest.

    Until it stands `under` its tenant's policy it may do nothing. `duties` holds those that are
    covered for colleagues too; `covering` says which, and for whom.
    """

    tenant_id: int
    account_id: UUID
    unit_id: UUID
    unit_kind: str
    unit_roles: frozenset[str]
    duties: frozenset[str]
    login: str
    policy: Policy = field(default=NO_POLICY, repr=False, compare=False)
    name: str = ""
    unit_name: str = ""
    #: A program that was granted nothing but reading: no request of it may change anything.
    only_reads: bool = False
    covering: tuple[Cover, ...] = field(default=(), compare=False)
    seats: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        seats = seats_of(self.unit_kind, self.unit_roles, self.duties)
        object.__setattr__(self, "seats", seats)

    def under(self, policy: Policy) -> "Principal":
        """Return the same person under a policy."""
        return replace(self, policy=policy)

    def acting_as(self, duty: str) -> "Principal":
        """Return the same person in one duty alone; in none, if the duty is not theirs."""
        return replace(self, duties=self.duties & {duty})

    def as_oneself(self) -> "Principal":
        """Return the same person without what is covered for colleagues."""
        if not self.covering:
            return self
        covered = {cover.duty for cover in self.covering}
        return replace(self, duties=self.duties - covered, covering=())

    def stands_in(self, may: Callable[["Principal"], bool]) -> Cover | None:
        """Return for whom an act is done that `may` allows; None: by a duty of one's own."""
        own = self.as_oneself()
        if not self.covering or may(own):
            return None
        lent = ((each, replace(own, duties=own.duties | {each.duty})) for each in self.covering)
        return next((each for each, person in lent if may(person)), None)

    def on_behalf(self, mechanism: str, action: str) -> dict[str, dict[str, str]]:
        """Return what a fact keeps where an act takes a duty that a colleague lent."""
        cover = self.stands_in(lambda person: person.may(mechanism, action))
        return {"on_behalf_of": {**cover.stated, "deputy": self.name}} if cover else {}

    def may(self, mechanism: str, action: str, scope: Scope = "own") -> bool:
        return self.policy.allows(self, mechanism, action, scope)

    def may_open(self, page: str) -> bool:
        return self.may(PAGE, page)

    def may_call(self, endpoint: str) -> bool:
        return self.may(PLATFORM, endpoint)

    def may_fire(
        self, mechanism: str, action: str, by: Collection[Actor], parts: Collection[str]
    ) -> bool:
        """Say whether one of `by` is a duty of theirs, in a part their unit has in this case.

        The policy must allow it to that very duty, and deny it to none of their seats.
        """
        return self.may(mechanism, action) and any(
            actor.party.part in parts and self.acting_as(actor.duty.key).may(mechanism, action)
            for actor in by
        )

    def held(self, parts: Collection[Part]) -> frozenset[Held]:
        """Return what the kit asks for: each part the unit has in a case, with each duty."""
        return frozenset((part, duty) for part in parts for duty in self.duties)

    def read_scopes(self, mechanism: str) -> frozenset[Scope]:
        return self.policy.read_scopes(self, mechanism)

    def require(self, mechanism: str, action: str, scope: Scope = "own") -> None:
        """Let pass or refuse.

        Raises:
            ForbiddenError: The policy does not allow it.
        """
        if not self.may(mechanism, action, scope):
            raise ForbiddenError

    def require_page(self, page: str) -> None:
        """Let pass or refuse.

        Raises:
            ForbiddenError: The policy does not open the page.
        """
        self.require(PAGE, page)

    def require_call(self, endpoint: str) -> None:
        """Let pass or refuse.

        Raises:
            ForbiddenError: The policy does not allow the endpoint.
        """
        self.require(PLATFORM, endpoint)

    def require_fire(
        self, mechanism: str, action: str, by: Collection[Actor], parts: Collection[str]
    ) -> None:
        """Let pass or refuse a move.

        Raises:
            ForbiddenError: The unit's part and the account's duty do not allow the move.
        """
        if not self.may_fire(mechanism, action, by, parts):
            raise ForbiddenError


def said_by(principal: Principal, endpoint: str) -> dict[str, Any]:
    """Return who acts, in words of the day, and for whom if a duty was lent."""
    return {
        "account": str(principal.account_id),
        "login": principal.login,
        "name": principal.name,
        "unit": principal.unit_name,
        **principal.on_behalf("platform", endpoint),
    }
