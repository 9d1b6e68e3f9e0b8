from liandong.features.accounts.errors import (
    CodeRequiredError,
    StepExpiredError,
    WrongCodeError,
    WrongPasswordError,
)
from liandong.features.accounts.service.acting import Done
from liandong.features.accounts.service.acts import LABELS, Act
from liandong.features.accounts.service.asking import confirm, decline, list_asked_about, list_asks
from liandong.features.accounts.service.changing import change_password
from liandong.features.accounts.service.counting import (
    LockedError,
    SlowedError,
    sweep,
)
from liandong.features.accounts.service.dumping import (
    dump_ask,
    dump_listed,
    dump_loan,
    dump_seen,
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
from liandong.features.accounts.service.lending import (
    MOST_DAYS,
    Loan,
    colleagues,
    colleagues_of,
    list_loans,
)
from liandong.features.accounts.service.links import look_at_link, use_link
from liandong.features.accounts.service.looking_after import (
    act_by_operator,
    act_on,
    lend,
    take_back,
)
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
from liandong.features.accounts.service.possible import held_duties
from liandong.features.accounts.service.posts import (
    duties_by_unit,
    find_account,
    find_duty,
    list_open_accounts,
)
from liandong.features.accounts.service.projecting import rebuild
from liandong.features.accounts.service.proving import confirm_session
from liandong.features.accounts.service.records import create, end_duty
from liandong.features.accounts.service.roster import (
    STATES,
    Listed,
    Seen,
    Sought,
    has_news,
    list_accounts,
    list_all,
    list_records,
    look_at_account,
    note_known,
)
from liandong.features.accounts.service.sessions import (
    SignedIn,
    find_session,
    load_principal,
    sign_out,
)
from liandong.kernel.visitors import Visitor

__all__ = [
    "LABELS",
    "MOST_DAYS",
    "STATES",
    "Act",
    "CodeRequiredError",
    "Credentials",
    "Done",
    "LastSignIn",
    "Listed",
    "Loan",
    "LockedError",
    "Seen",
    "SignedIn",
    "SlowedError",
    "Sought",
    "Standing",
    "StepExpiredError",
    "TooManyFeedsError",
    "Visitor",
    "WrongCodeError",
    "WrongPasswordError",
    "act_by_operator",
    "act_on",
    "authenticator_uri",
    "begin_factor",
    "change_password",
    "colleagues",
    "colleagues_of",
    "confirm",
    "confirm_factor",
    "confirm_session",
    "create",
    "create_feed",
    "decline",
    "dump_ask",
    "dump_listed",
    "dump_loan",
    "dump_seen",
    "duties_by_unit",
    "end_duty",
    "enter_by_feed",
    "find_account",
    "find_duty",
    "find_feed",
    "find_session",
    "forgive_login",
    "has_factor",
    "has_news",
    "hash_password",
    "held_duties",
    "inspect_second_factors",
    "lend",
    "list_accounts",
    "list_all",
    "list_asked_about",
    "list_asks",
    "list_feeds",
    "list_loans",
    "list_open_accounts",
    "list_records",
    "list_sessions",
    "load_principal",
    "look_at_account",
    "look_at_link",
    "needs_rehash",
    "note_known",
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
    "take_back",
    "turn_off_factor",
    "unlock",
    "use_link",
    "verify_password",
    "weaknesses",
]
