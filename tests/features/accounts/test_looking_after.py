"""Acts on accounts: what they open and end, what refuses them, and who has to confirm."""

from datetime import date
from typing import Any
from uuid import UUID

import pyotp
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.accounts import service
from liandong.features.accounts.errors import (
    ActError,
    AskDecidedError,
    AskLapsedError,
    GivenAboveError,
    LastAdministratorError,
    LinkGoneError,
    NotSeatedError,
    OwnAccountError,
    StandsOtherwiseError,
)
from liandong.features.accounts.models import (
    Account,
    AccountAsk,
    AccountDuty,
    Delegation,
    Login,
    RecoveryCode,
    SecondFactor,
    SessionToken,
)
from liandong.features.accounts.service import Act, Done, Sought
from liandong.features.audit.models import AuditEntry
from liandong.features.audit.service import verify
from liandong.features.clients import service as clients
from liandong.features.single_sign_on.models import Identity
from liandong.kernel.errors import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    UnauthenticatedError,
)
from support.counties import County, build_county, on
from support.http import open_app, sign_in

DAY, NEXT = "2026-04-27", "2026-04-28"
TODAY = date.fromisoformat(DAY)
PASSWORD = "huangshan-maofeng-77"


def act(county: County, who: str, kind: str, about: UUID | None = None, **said: Any) -> Done:
    with county.acting(who, said.pop("on", DAY)) as (uow, me, clock):
        return service.act_on(uow, me, clock, about, Act(kind, said.pop("reason", "调整"), **said))


def invite(county: County, login: str, unit: str = "addressee", *duties: str, who: str = "admin"):  # noqa: ANN201
    said = {"name": "新来的", "login": login, "unit_id": county.units[unit], "day": TODAY}
    return act(county, who, "invite", duties=duties or ("handler",), **said)


def duties_of(county: County, account_id: UUID, day: str = DAY) -> set[str]:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        return set(service.load_principal(uow, on(day), account_id).duties)


def enter(county: County, login: str, password: str = PASSWORD) -> Any:
    given = service.Credentials(login=login, password=password)
    return service.sign_in(county.sessions, on(DAY), given, service.Visitor("192.0.2.1", ""))


def asks(county: County, who: str, day: str = DAY) -> list[AccountAsk]:
    with county.acting(who, day) as (uow, me, clock):
        found = service.list_asks(uow, me, clock)
        uow.session.expunge_all()
        return found


def test_who_was_invited_sets_a_password_once_and_gets_in(huiji: County) -> None:
    done = invite(huiji, "new-handler")
    assert isinstance(enter(huiji, "new-handler"), service.WrongPasswordError)

    service.use_link(huiji.sessions, on(DAY), done.token, PASSWORD)

    assert isinstance(enter(huiji, "new-handler"), service.SignedIn)
    with pytest.raises(LinkGoneError):
        service.use_link(huiji.sessions, on(DAY), done.token, "another-tea-2026-x")
    assert duties_of(huiji, done.account_id) == {"handler"}


def test_a_weak_password_leaves_the_link_open(huiji: County) -> None:
    done = invite(huiji, "weak-at-first")
    with pytest.raises(InvalidInputError) as refused:
        service.use_link(huiji.sessions, on(DAY), done.token, "1234567890")
    assert refused.value.code == "password.weak"
    service.use_link(huiji.sessions, on(DAY), done.token, PASSWORD)


def test_unknown_expired_revoked_and_replaced_links_answer_alike(huiji: County) -> None:
    expired, revoked, replaced = (
        invite(huiji, f"gone-{name}") for name in ("expired", "revoked", "replaced")
    )
    act(huiji, "admin", "unlink", revoked.account_id)
    act(huiji, "admin", "link", replaced.account_id)

    said = set()
    for token, day in (
        ("unknown", DAY),
        (expired.token, "2026-05-04"),
        (revoked.token, DAY),
        (replaced.token, DAY),
    ):
        with pytest.raises(LinkGoneError) as refused:
            service.look_at_link(huiji.sessions, on(day), token)
        said.add((str(refused.value), refused.value.status))
    assert len(said) == 1
    service.look_at_link(huiji.sessions, on("2026-05-03"), expired.token)


def test_only_the_hash_of_a_link_is_kept(huiji: County) -> None:
    done = invite(huiji, "hashed")
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        kept = [r.content for r in service.list_records(uow, done.account_id)]
        chained = [e.content for e in uow.session.scalars(select(AuditEntry))]
    assert done.token not in repr(kept) + repr(chained)


def test_a_reset_keeps_the_old_password_until_it_is_used(huiji: County) -> None:
    done = invite(huiji, "forgets")
    service.use_link(huiji.sessions, on(DAY), done.token, PASSWORD)
    opened = enter(huiji, "forgets")
    for _ in range(5):
        enter(huiji, "forgets", "wrong")
    reset = act(huiji, "admin", "link", done.account_id, reason="忘记密码")
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        assert uow.session.get(Account, (huiji.tenant_id, done.account_id)).has_news
        service.find_session(uow.session, on(DAY), opened.token)

    service.use_link(huiji.sessions, on(DAY), reset.token, "tie-guanyin-2026-cha")

    assert isinstance(enter(huiji, "forgets", "tie-guanyin-2026-cha"), service.SignedIn)
    with global_session(huiji.sessions) as session, pytest.raises(UnauthenticatedError):
        service.find_session(session, on(DAY), opened.token)


def test_a_password_that_its_owner_changed_is_not_reset_by_an_earlier_link(huiji: County) -> None:
    done = invite(huiji, "changes-it")
    service.use_link(huiji.sessions, on(DAY), done.token, PASSWORD)
    opened = enter(huiji, "changes-it")
    reset = act(huiji, "admin", "link", done.account_id, reason="忘记密码")
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        me = service.load_principal(uow, on(DAY), done.account_id)
        said = {"old": PASSWORD, "new": "tie-guanyin-2026-cha", "token": opened.token}
        service.change_password(uow, on(DAY), me, service.Visitor("192.0.2.1", ""), **said)

    with pytest.raises(LinkGoneError):
        service.use_link(huiji.sessions, on(DAY), reset.token, "longjing-2026-qingming")
    assert isinstance(enter(huiji, "changes-it", "tie-guanyin-2026-cha"), service.SignedIn)


def test_a_duty_that_ends_today_opens_nothing_from_the_next_request_on(huiji: County) -> None:
    who = huiji.join("leaves", "addressee", "handler", "unit_head")
    caller = sign_in(open_app(huiji.sessions, DAY), huiji, "leaves", DAY)
    assert caller.get().status_code == 200
    act(huiji, "admin", "end", who, duties=("handler", "unit_head"), day=TODAY)
    assert duties_of(huiji, who) == set()
    assert caller.get().status_code == 404 or caller.get().status_code == 403


def test_a_closed_account_opens_nothing_and_keeps_its_record(huiji: County) -> None:
    who = huiji.join("retires", "addressee", "handler")
    caller = sign_in(open_app(huiji.sessions, DAY), huiji, "retires", DAY)
    with huiji.acting("retires", DAY) as (uow, me, clock):
        _, feed = service.create_feed(uow, clock, me)
    act(huiji, "admin", "close", who, reason="退休")

    assert caller.get().status_code == 401
    with (
        unit_of_work(huiji.sessions, huiji.tenant_id) as uow,
        pytest.raises(NotFoundError),
    ):
        service.enter_by_feed(uow, on(DAY), feed)
    with global_session(huiji.sessions) as session:
        query = select(SessionToken).where(SessionToken.account_id == who)
        assert session.scalars(query).all() == []
        assert session.get(Login, f"{huiji.tenant_id}-retires").password_hash == ""
    with pytest.raises(StandsOtherwiseError):
        act(huiji, "admin", "give", who, duties=("handler",), day=TODAY)
    again = act(huiji, "admin", "reopen", who, reason="返聘")
    assert duties_of(huiji, who) == set()
    service.use_link(huiji.sessions, on(DAY), again.token, PASSWORD)


def test_nothing_that_opened_an_account_is_left_when_it_is_closed(huiji: County) -> None:
    who = huiji.join("opens in many ways", "addressee", "handler")
    kept = (SecondFactor, RecoveryCode, Identity)
    with huiji.acting("opens in many ways", DAY) as (uow, me, clock):
        secret = service.begin_factor(uow, clock, me)
        code = pyotp.TOTP(secret).at(clock.now())
        service.confirm_factor(uow, clock, me, code)
        said = {"issuer": "https://id.example", "subject": "zhang", "linked_by": "test"}
        uow.session.add(Identity(tenant_id=uow.tenant_id, account_id=who, **said))
    link = act(huiji, "admin", "link", who)

    def left() -> list[int]:
        with global_session(huiji.sessions) as session:
            found = [select(each).where(each.account_id == who) for each in kept]
            return [len(session.scalars(each).all()) for each in found]

    assert left() == [1, 10, 1]
    act(huiji, "admin", "close", who)

    assert left() == [0, 0, 0]
    with pytest.raises(LinkGoneError):
        service.use_link(huiji.sessions, on(DAY), link.token, PASSWORD)
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        mine = AuditEntry.tenant_id == uow.tenant_id, AuditEntry.action == "identity.unlinked"
        entry = uow.session.scalars(select(AuditEntry).where(*mine)).one()
        assert entry.account_id == huiji.people["admin"]
        assert entry.content["by"] == f"{huiji.tenant_id}-admin"
        assert verify(uow) is None


def test_who_closes_an_administrator_is_told_of_the_programs_they_made(huiji: County) -> None:
    who = huiji.join("makes programs", "office", "tenant_admin")
    last = date(2026, 10, 27)
    scope = ("read",), last
    with huiji.acting("makes programs", DAY) as (uow, me, clock):
        for name in ("执法平台", "旧平台"):
            new = clients.NewClient(name, huiji.units["addressee"], ("handler",), *scope)
            made = clients.create(uow, clock, me, new)[0]
        clients.revoke(uow, clock, me, made.id)
    browser = open_app(huiji.sessions, DAY).test_client()
    browser.set_cookie("ld_session", sign_in(browser.application, huiji, "admin", DAY).token)
    form = browser.get(f"/t/410108/accounts/{who}/close").text
    act(huiji, "ours", "close", who)
    with huiji.acting("admin", DAY) as (uow, me, clock):
        ask = next(a.id for a in service.list_asks(uow, me, clock) if a.account_id == who)
    asked = browser.get(f"/t/410108/accounts/asks/{ask}").text

    done = act(huiji, "admin", "close", who)

    assert done.programs == ("执法平台",)
    page = browser.get(f"/t/410108/accounts/{who}").text
    for text in (form, asked, page):
        assert "建的接口凭证还在用" in text
        assert "执法平台" in text
        assert "旧平台" not in text


def test_who_moves_to_another_unit_leaves_the_duties_behind(huiji: County) -> None:
    who = huiji.join("moves", "addressee", "handler", "unit_head")
    act(huiji, "admin", "move", who, unit_id=huiji.units["bystander"])
    with huiji.acting("moves", DAY) as (_, me, _clock):
        assert (me.unit_id, set(me.duties)) == (huiji.units["bystander"], set())
    act(huiji, "admin", "give", who, duties=("handler",), day=TODAY)
    assert duties_of(huiji, who) == {"handler"}


def test_a_duty_is_held_from_a_day_until_a_day(huiji: County) -> None:
    who = huiji.join("for a while", "addressee")
    days = {"day": date(2026, 4, 29), "until": date(2026, 4, 30)}
    act(huiji, "admin", "give", who, duties=("desk",), **days)
    held = [duties_of(huiji, who, f"2026-{day}") for day in ("04-28", "04-29", "04-30", "05-01")]
    assert held == [set(), {"desk"}, {"desk"}, set()]
    with pytest.raises(StandsOtherwiseError):
        act(huiji, "admin", "give", who, duties=("desk",), **days)


@pytest.mark.parametrize("duty", ["prosecutor", "chief_procurator", "office_clerk"])
def test_a_duty_that_no_line_gives_in_that_unit_is_refused(huiji: County, duty: str) -> None:
    who = huiji.join(f"would be {duty}", "addressee")
    with pytest.raises(NotSeatedError):
        act(huiji, "admin", "give", who, duties=(duty,), day=TODAY)


@pytest.mark.parametrize("duty", ["province_admin", "auditor"])
def test_duties_of_the_level_above_are_given_above(huiji: County, duty: str) -> None:
    who, held = huiji.join(f"wants {duty}", "addressee"), huiji.join(duty, "addressee", duty)
    with pytest.raises(GivenAboveError):
        act(huiji, "admin", "give", who, duties=(duty,), day=TODAY)
    for kind in ("close", "link"):
        with pytest.raises(GivenAboveError):
            act(huiji, "admin", kind, held)


def test_nobody_looks_after_their_own_account(huiji: County) -> None:
    with pytest.raises(OwnAccountError):
        act(huiji, "admin", "give", huiji.people["admin"], duties=("unit_head",), day=TODAY)


@pytest.mark.parametrize("who", ["handler", "head", "chief"])
def test_whoever_is_no_administrator_changes_nothing(huiji: County, who: str) -> None:
    with pytest.raises(ForbiddenError):
        act(huiji, who, "close", huiji.people["bystander"])


def test_the_last_administrator_stays(sessions: sessionmaker[Session]) -> None:
    county = build_county(sessions)
    admin = county.join("admin", "office", "tenant_admin")
    ours = county.join("ours", "procuratorate", "tenant_admin")
    county.join("head of the office", "office", "unit_head")
    act(county, "ours", "close", admin)
    tomorrow = date.fromisoformat(NEXT)
    act(county, "admin", "end", ours, duties=("tenant_admin",), day=tomorrow)
    with county.acting("chief", DAY) as (uow, me, clock):
        service.confirm(uow, me, clock, asks(county, "chief")[0].id)
    with (
        pytest.raises(LastAdministratorError),
        county.acting("head of the office", DAY) as (uow, me, clock),
    ):
        service.confirm(uow, me, clock, asks(county, "head of the office")[0].id)


def test_no_administrator_of_the_government_makes_a_prosecutor(huiji: County) -> None:
    who = huiji.join("friend", "procuratorate")

    done = act(huiji, "admin", "give", who, duties=("prosecutor",), day=TODAY)

    assert (done.is_asked, duties_of(huiji, who)) == (True, set())
    asked = next(ask for ask in asks(huiji, "chief") if ask.account_id == who)
    for other in ("admin", "head"):
        assert asked.id not in [ask.id for ask in asks(huiji, other)]
    for other in ("admin", "head", "friend", "prosecutor"):
        with (
            pytest.raises((NotFoundError, ForbiddenError)),
            huiji.acting(other, DAY) as (uow, me, clock),
        ):
            service.confirm(uow, me, clock, asked.id)
    with huiji.acting("chief", NEXT) as (uow, me, clock):
        service.confirm(uow, me, clock, asked.id)
    assert duties_of(huiji, who, NEXT) == {"prosecutor"}
    with (
        pytest.raises(AskDecidedError),
        huiji.acting("chief", NEXT) as (uow, me, clock),
    ):
        service.confirm(uow, me, clock, asked.id)


def ask_of(county: County, about: UUID, day: str = DAY) -> UUID:
    return next(ask.id for ask in asks(county, "chief", day) if ask.account_id == about)


def confirm(county: County, ask_id: UUID, day: str = DAY) -> Done:
    with county.acting("chief", day) as (uow, me, clock):
        return service.confirm(uow, me, clock, ask_id)


def test_an_ask_lapses_after_fourteen_days(huiji: County) -> None:
    who = huiji.join("waits", "procuratorate")
    act(huiji, "admin", "give", who, duties=("prosecutor",), day=TODAY)
    asked = ask_of(huiji, who, "2026-05-10")  # the last day, before the hour it was asked at
    late = "2026-05-11"

    assert who not in [ask.account_id for ask in asks(huiji, "chief", late)]
    with huiji.acting("admin", late) as (uow, _, clock):
        assert service.list_asked_about(uow, clock, who) == []
    with pytest.raises(AskLapsedError):
        confirm(huiji, asked, late)
    with pytest.raises(AskLapsedError), huiji.acting("chief", late) as (uow, me, clock):
        service.decline(uow, me, clock, asked, "不属实")
    assert duties_of(huiji, who, late) == set()
    confirm(huiji, asked, "2026-05-10")


@pytest.mark.parametrize("left", ["close", "end"])
def test_an_ask_of_somebody_who_may_ask_no_more_has_lapsed(huiji: County, left: str) -> None:
    asker = huiji.join(f"asks, then {left}", "office", "tenant_admin")
    who = huiji.join(f"asked about before {left}", "procuratorate")
    act(huiji, f"asks, then {left}", "give", who, duties=("prosecutor",), day=TODAY)
    asked = ask_of(huiji, who)
    more = {"duties": ("tenant_admin",), "day": TODAY} if left == "end" else {}
    act(huiji, "admin", left, asker, **more)

    assert asked not in [ask.id for ask in asks(huiji, "chief")]
    with pytest.raises(AskLapsedError):
        confirm(huiji, asked)
    assert duties_of(huiji, who) == set()


def test_an_ask_about_an_account_that_changed_since_is_not_confirmed(huiji: County) -> None:
    given = {"duties": ("prosecutor",), "day": TODAY}
    closed, holds = (huiji.join(f"{name} since", "procuratorate") for name in ("closed", "holds"))
    for who in (closed, holds):
        act(huiji, "admin", "give", who, **given)
    asked = [ask_of(huiji, who) for who in (closed, holds)]
    act(huiji, "ours", "close", closed)
    act(huiji, "ours", "give", holds, **given)
    for each in asked:
        with pytest.raises(StandsOtherwiseError):
            confirm(huiji, each)


def test_the_head_of_the_unit_somebody_has_left_confirms_nothing_about_them(huiji: County) -> None:
    who = huiji.join("moved since", "addressee")
    act(huiji, "ours", "give", who, duties=("desk",), day=TODAY)
    asked = next(ask.id for ask in asks(huiji, "head") if ask.account_id == who)
    act(huiji, "admin", "move", who, unit_id=huiji.units["bystander"])
    for each in ("head", "bystander", "admin"):
        with (
            pytest.raises((NotFoundError, ForbiddenError)),
            huiji.acting(each, DAY) as (uow, me, clock),
        ):
            service.confirm(uow, me, clock, asked)


def test_the_link_of_a_confirmed_invitation_goes_to_who_confirmed(huiji: County) -> None:
    asked = invite(huiji, "from-outside", "procuratorate", "prosecutor")
    reset = act(huiji, "admin", "link", huiji.people["prosecutor"])
    assert (asked.token, reset.token) == (None, None)
    waiting = [ask for ask in asks(huiji, "ours") if ask.account_id == asked.account_id]
    with huiji.acting("ours", DAY) as (uow, me, clock):
        done = service.confirm(uow, me, clock, waiting[0].id)
    account, purpose = service.look_at_link(huiji.sessions, on(DAY), done.token)
    assert (account.login, purpose) == ("from-outside", "invitation")


def test_nobody_confirms_what_was_asked_about_themself(huiji: County) -> None:
    chief = huiji.people["chief"]
    act(huiji, "admin", "give", chief, duties=("tenant_admin",), day=TODAY)
    assert chief not in [ask.account_id for ask in asks(huiji, "chief")]
    assert chief in [ask.account_id for ask in asks(huiji, "ours")]


def test_what_is_declined_does_not_hold(huiji: County) -> None:
    who = huiji.join("declined", "procuratorate", "prosecutor")
    act(huiji, "admin", "close", who)
    asked = next(ask for ask in asks(huiji, "chief") if ask.account_id == who)
    with huiji.acting("chief", DAY) as (uow, me, clock):
        with pytest.raises(ActError):
            service.decline(uow, me, clock, asked.id, " ")
        service.decline(uow, me, clock, asked.id, "不属实")
    assert duties_of(huiji, who) == {"prosecutor"}


def test_the_procuratorates_administrator_needs_the_governments_word(huiji: County) -> None:
    who = huiji.join("of the bureau", "addressee", "handler")
    assert act(huiji, "ours", "close", who).is_asked
    assert who in [ask.account_id for ask in asks(huiji, "head")]
    assert not act(huiji, "ours", "rename", huiji.people["prosecutor"], name="检察官乙").is_asked


@pytest.mark.parametrize(
    ("unit", "who", "is_asked"),
    [
        ("court", "admin", True),
        ("court", "ours", True),
        ("center_12309", "admin", True),
        ("center_12309", "ours", False),
        ("police", "admin", False),
        ("police", "ours", True),
    ],
)
def test_each_authority_has_the_last_word_on_its_own_accounts(
    huiji: County, unit: str, who: str, is_asked: bool
) -> None:
    huiji.units[unit] = huiji.find_unit(unit)
    about = huiji.join(f"of {unit}, for {who}", unit, "handler")
    assert act(huiji, who, "end", about, duties=("handler",), day=TODAY).is_asked is is_asked
    assert duties_of(huiji, about) == ({"handler"} if is_asked else set())
    assert invite(huiji, f"{who}.{unit.replace('_', '-')}", unit, who=who).is_asked is is_asked


def test_the_centre_12309_answers_to_the_procuratorate(huiji: County) -> None:
    huiji.units["centre"] = huiji.find_unit("center_12309")
    who = huiji.join("of the centre", "centre")
    huiji.join("head of the centre", "centre", "unit_head")
    act(huiji, "admin", "give", who, duties=("desk",), day=TODAY)
    for confirms, may in (("ours", True), ("head of the centre", True), ("head", False)):
        assert (who in [ask.account_id for ask in asks(huiji, confirms)]) is may
    act(huiji, "ours", "move", who, unit_id=huiji.units["procuratorate"])
    with huiji.acting("of the centre", DAY) as (_, me, _clock):
        assert me.unit_id == huiji.units["procuratorate"]


@pytest.mark.parametrize(
    ("left", "entered"),
    [
        ("addressee", "procuratorate"),
        ("addressee", "center_12309"),
        ("center_12309", "addressee"),
        ("court", "procuratorate"),
        ("procuratorate", "court"),
    ],
)
def test_nobody_is_moved_between_authorities(huiji: County, left: str, entered: str) -> None:
    huiji.units |= {each: huiji.find_unit(each) for each in ("court", "center_12309")}
    who = huiji.join(f"from {left} to {entered}", left)
    for admin in ("admin", "ours"):
        with pytest.raises(ActError):
            act(huiji, admin, "move", who, unit_id=huiji.units[entered])


def test_a_login_is_taken_once(huiji: County) -> None:
    invite(huiji, "taken")
    with pytest.raises(ConflictError):
        invite(huiji, "taken")


def test_an_act_says_why(huiji: County) -> None:
    with pytest.raises(ActError) as refused:
        act(huiji, "admin", "close", huiji.people["reader"], reason=" ")
    assert [each.where for each in refused.value.problems] == ["reason"]


def test_a_list_is_narrowed_by_unit_state_and_name(huiji: County) -> None:
    done = invite(huiji, "narrowed", "bystander")
    with huiji.acting("admin", DAY) as (uow, me, _):
        all_of = service.list_accounts(uow, me, Sought())
        unit = service.list_accounts(uow, me, Sought(unit_id=huiji.units["bystander"]))
        invited = service.list_accounts(uow, me, Sought(state="invited", text="narrow"))
        assert len(all_of) > len(unit) > len(invited)
        assert [each.account.id for each in invited] == [done.account_id]
    with huiji.acting("head", DAY) as (uow, me, clock):
        assert {e.account.unit_id for e in service.list_accounts(uow, me, Sought())} == {me.unit_id}
        with pytest.raises(NotFoundError):
            service.look_at_account(uow, me, clock, huiji.people["prosecutor"])


def test_the_record_of_the_other_authority_stays_its_own(huiji: County) -> None:
    with huiji.acting("admin", DAY) as (uow, me, clock):
        theirs = service.look_at_account(uow, me, clock, huiji.people["reviewer"])
        ours = service.look_at_account(uow, me, clock, huiji.people["handler"])
    assert (theirs.is_ours, theirs.records) == (False, ())
    assert (ours.is_ours, bool(ours.records)) == (True, True)


def test_everything_follows_from_the_records_and_the_chain_holds(huiji: County) -> None:
    tables = (Account, AccountDuty, Delegation, AccountAsk)
    days = {"day": TODAY, "until": date(2026, 5, 6)}
    other = huiji.join("known otherwise", "procuratorate")
    lent = {"duties": ("unit_head",), "deputy_id": huiji.people["handler"]}
    act(huiji, "admin", "lend", huiji.people["head"], **lent, **days)
    act(huiji, "admin", "rename", other, name="别名")

    def picture(uow: Any) -> list[Any]:
        return [
            sorted(map(str, uow.session.execute(select(*table.__table__.c)).all()))
            for table in tables
        ]

    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        before = picture(uow)
        assert all(before)
        service.rebuild(uow)
        assert picture(uow) == before
        assert verify(uow) is None


def test_every_act_is_a_link_of_the_chain(huiji: County) -> None:
    done = invite(huiji, "chained")
    service.use_link(huiji.sessions, on(DAY), done.token, PASSWORD)
    act(huiji, "admin", "close", done.account_id, reason="离职")
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        query = select(AuditEntry).where(
            AuditEntry.tenant_id == uow.tenant_id,
            AuditEntry.subject == f"accounts/{done.account_id}",
        )
        entries = uow.session.scalars(query.order_by(AuditEntry.position)).all()
        assert [entry.action for entry in entries] == [
            "account.invite",
            "account.password_set",
            "account.close",
        ]
        admin, person = huiji.people["admin"], done.account_id
        assert [entry.account_id for entry in entries] == [admin, person, admin]
        assert entries[2].content == {"reason": "离职"}
