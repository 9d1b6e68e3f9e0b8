from liandong.features.accounts.service.changing import change_password
from liandong.features.accounts.service.passwords import (
    hash_password,
    needs_rehash,
    require_strong,
    verify_password,
    weaknesses,
)
from liandong.features.accounts.service.posts import duties_by_unit
from liandong.features.accounts.service.records import create, end_duty, rebuild
from liandong.features.accounts.service.sessions import (
    LockedError,
    SignedIn,
    WrongPasswordError,
    find_session,
    load_principal,
    sign_in,
    sign_out,
)

__all__ = [
    "LockedError",
    "SignedIn",
    "WrongPasswordError",
    "change_password",
    "create",
    "duties_by_unit",
    "end_duty",
    "find_session",
    "hash_password",
    "load_principal",
    "needs_rehash",
    "rebuild",
    "require_strong",
    "sign_in",
    "sign_out",
    "verify_password",
    "weaknesses",
]
