from liandong.features.accounts.service.changing import change_password
from liandong.features.accounts.service.counting import (
    LockedError,
    SlowedError,
    forgive_login,
    sweep,
)
from liandong.features.accounts.service.entering import (
    Credentials,
    WrongPasswordError,
    open_session,
    sign_in,
)
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
from liandong.features.accounts.service.posts import duties_by_unit
from liandong.features.accounts.service.records import create, end_duty, rebuild
from liandong.features.accounts.service.sessions import (
    SignedIn,
    find_session,
    load_principal,
    sign_out,
)
from liandong.kernel.visitors import Visitor

__all__ = [
    "Credentials",
    "LockedError",
    "SignedIn",
    "SlowedError",
    "TooManyFeedsError",
    "Visitor",
    "WrongPasswordError",
    "change_password",
    "create",
    "create_feed",
    "duties_by_unit",
    "end_duty",
    "enter_by_feed",
    "find_feed",
    "find_session",
    "forgive_login",
    "hash_password",
    "list_feeds",
    "load_principal",
    "needs_rehash",
    "open_session",
    "rebuild",
    "require_strong",
    "revoke_feed",
    "sign_in",
    "sign_out",
    "sweep",
    "verify_password",
    "weaknesses",
]
