from liandong.features.accounts.service.changing import change_password
from liandong.features.accounts.service.feeds import (
    TooManyFeedsError,
    create_feed,
    enter_by_feed,
    find_feed,
    list_feeds,
    revoke_feed,
)
from liandong.features.accounts.service.passwords import (
    hash_password,
    needs_rehash,
    require_strong,
    verify_password,
    weaknesses,
)
from liandong.features.accounts.service.posts import (
    duties_by_unit,
    find_account,
    find_duty,
    list_open_accounts,
)
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
    "TooManyFeedsError",
    "WrongPasswordError",
    "change_password",
    "create",
    "create_feed",
    "duties_by_unit",
    "end_duty",
    "enter_by_feed",
    "find_account",
    "find_duty",
    "find_feed",
    "find_session",
    "hash_password",
    "list_feeds",
    "list_open_accounts",
    "load_principal",
    "needs_rehash",
    "rebuild",
    "require_strong",
    "revoke_feed",
    "sign_in",
    "sign_out",
    "verify_password",
    "weaknesses",
]
