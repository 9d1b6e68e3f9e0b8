from liandong.features.accounts.errors import (
    CodeRequiredError,
    StepExpiredError,
    WrongCodeError,
    WrongPasswordError,
)
from liandong.features.accounts.service.people.acting import Done
from liandong.features.accounts.service.people.acts import LABELS, Act
from liandong.features.accounts.service.people.asking import (
    confirm,
    decline,
    lapses_at,
    list_asked_about,
    list_asks,
)
from liandong.features.accounts.service.people.dumping import (
    dump_ask,
    dump_listed,
    dump_loan,
    dump_seen,
)
from liandong.features.accounts.service.people.lending import (
    MOST_DAYS,
    Loan,
    colleagues,
    colleagues_of,
    list_loans,
)
from liandong.features.accounts.service.people.looking_after import (
    act_by_operator,
    act_on,
    invite_from_above,
    lend,
    link_from_above,
    take_back,
)
from liandong.features.accounts.service.people.posts import (
    duties_by_unit,
    find_account,
    find_duty,
    held_duties,
    list_open_accounts,
    words_of_unit,
)
from liandong.features.accounts.service.people.projecting import rebuild
from liandong.features.accounts.service.people.records import create, end_duty
from liandong.features.accounts.service.people.roster import (
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
from liandong.features.accounts.service.people.using_links import look_at_link, use_link
from liandong.features.accounts.service.signing_in.changing import change_password
from liandong.features.accounts.service.signing_in.counting import (
    LockedError,
    SlowedError,
    sweep,
)
from liandong.features.accounts.service.signing_in.entering import (
    Credentials,
    open_session,
    sign_in,
    unlock,
)
from liandong.features.accounts.service.signing_in.factor_secrets import (
    inspect_second_factors,
    rewrap_second_factors,
)
from liandong.features.accounts.service.signing_in.factors import (
    Standing,
    authenticator_uri,
    begin_factor,
    confirm_factor,
    has_factor,
    renew_recovery_codes,
    standing_of,
    turn_off_factor,
)
from liandong.features.accounts.service.signing_in.feeds import (
    TooManyFeedsError,
    create_feed,
    enter_by_feed,
    find_feed,
    list_feeds,
    revoke_feed,
)
from liandong.features.accounts.service.signing_in.last_sign_in import LastSignIn
from liandong.features.accounts.service.signing_in.own_sessions import (
    list_sessions,
    revoke_others,
    revoke_session,
)
from liandong.features.accounts.service.signing_in.passwords import (
    hash_password,
    needs_rehash,
    require_strong,
    verify_password,
    weaknesses,
)
from liandong.features.accounts.service.signing_in.proving import confirm_session
from liandong.features.accounts.service.signing_in.sessions import (
    SignedIn,
    find_session,
    load_principal,
    sign_out,
    token_hash,
)
from liandong.features.accounts.service.signing_in.steps import make_step
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
    "has_factor",
    "has_news",
    "hash_password",
    "held_duties",
    "inspect_second_factors",
    "invite_from_above",
    "lapses_at",
    "lend",
    "link_from_above",
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
    "make_step",
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
    "token_hash",
    "turn_off_factor",
    "unlock",
    "use_link",
    "verify_password",
    "weaknesses",
    "words_of_unit",
]
