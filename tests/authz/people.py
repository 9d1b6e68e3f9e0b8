from uuid import UUID

from liandong.authz import Policy, Principal, compile_policy

INSTALLED = compile_policy()
NOBODY_IN_PARTICULAR = UUID(int=7)


def person(
    *duties: str, kind: str = "department", roles: tuple[str, ...] = (), policy: Policy = INSTALLED
) -> Principal:
    return Principal(
        tenant_id=17,
        account_id=NOBODY_IN_PARTICULAR,
        unit_id=NOBODY_IN_PARTICULAR,
        unit_kind=kind,
        unit_roles=frozenset(roles),
        duties=frozenset(duties),
        login="someone",
        policy=policy,
    )
