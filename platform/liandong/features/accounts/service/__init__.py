from liandong.features.accounts.errors import (
    CodeRequiredError,
    StepExpiredError,
    WrongCodeError,
    WrongPasswordError,
)
from liandong.features.accounts.service.changing import change_password
from liandong.features.accounts.service.counting import (
    LockedError,
    SlowedError,
    sweep,
)
from liandong.features.accounts.service.entering import (
    Credentials,
    open_session,
    sign_in,
    unlock,
)
from liandong.features.accounts.service.factor_secrets import (
    inspect_second_factors,
    rewrap_second_factors,
)
from liandong.features.accounts.service.factors import (
    Standing,
    authenticator_uri,
    begin_factor,
    confirm_factor,
    has_factor,
    renew_recovery_codes,
    standing_of,
    turn_off_factor,
)
from liandong.features.accounts.service.feeds import (
    TooManyFeedsError,
    create_feed,
    enter_by_feed,
    find_feed,
    list_feeds,
    revoke_feed,
)
from liandong.features.accounts.service.last_sign_in import LastSignIn
from liandong.features.accounts.service.own_sessions import (
    list_sessions,
    revoke_others,
    revoke_session,
)
from liandong.features.accounts.service.passwords import (
    hash_password,
    needs_rehash,
    require_strong,
    verify_password,
    weaknesses,
)
from liandong.features.accounts.service.posts import duties_by_unit
from liandong.features.accounts.service.proving import confirm_session
from liandong.features.accounts.service.records import create, end_duty, rebuild
from liandong.features.accounts.service.sessions import (
    SignedIn,
    find_session,
    load_principal,
    sign_out,
)
from liandong.kernel.visitors import Visitor

__all__ = [
    "CodeRequiredError",
    "Credentials",
    "LastSignIn",
    "LockedError",
    "SignedIn",
    "SlowedError",
    "Standing",
    "StepExpiredError",
    "TooManyFeedsError",
    "Visitor",
    "WrongCodeError",
    "WrongPasswordError",
    "authenticator_uri",
    "begin_factor",
    "change_password",
    "confirm_factor",
    "confirm_session",
    "create",
    "create_feed",
    "duties_by_unit",
    "end_duty",
    "enter_by_feed",
    "find_feed",
    "find_session",
    "has_factor",
    "hash_password",
    "inspect_second_factors",
    "list_feeds",
    "list_sessions",
    "load_principal",
    "needs_rehash",
    "open_session",
    "rebuild",
    "renew_recovery_codes",
    "require_strong",
    "revoke_feed",
    "revoke_others",
    "revoke_session",
    "rewrap_second_factors",
    "sign_in",
    "sign_out",
    "standing_of",
    "sweep",
    "turn_off_factor",
    "unlock",
    "verify_password",
    "weaknesses",
]
