"""A duty lent to a colleague: it opens what it opens until its last day, and facts say for whom."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from liandong.db.unit_of_work import unit_of_work
from liandong.features.accounts import service
from liandong.features.accounts.errors import LendingError, StandsOtherwiseError
from liandong.features.accounts.service import Act, Loan
from liandong.features.audit.models import AuditEntry
from liandong.features.cases.errors import OwnDraftError
from liandong.features.cases.models import CaseEvent
from liandong.features.cases.service import RowCommand
from liandong.features.cases.service.paper_consequences import digest_of
from liandong.features.documents.models import Document
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.counties import LETTER, County, on
from support.http import open_app, sign_in

DAY, LAST, AFTER = "2026-04-27", "2026-05-06", "2026-05-07"


def lend(county: County, who: str, duty: str, deputy: str, *, by: str = "", **said: Any) -> None:
    asked = {
        "duties": (duty,),
        "deputy_id": county.people[deputy],
        "day": date.fromisoformat(DAY),
        "until": date.fromisoformat(LAST),
    } | said
    with county.acting(by or who, DAY) as (uow, me, clock):
        act = Act("lend", "出差", **asked)
        if by:
            service.act_on(uow, me, clock, county.people[who], act)
        else:
            service.lend(uow, me, clock, act)


def loan(county: County, who: str) -> Loan:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        found = service.list_loans(uow, county.people[who])[0]
        uow.session.expunge_all()
        return found


def duties(county: County, who: str, day: str = DAY) -> set[str]:
    with county.acting(who, day) as (_, me, _clock):
        return set(me.duties)


def newcomers(county: County, name: str, *lent: str) -> tuple[str, str]:
    """Return a holder of duties and a colleague without any, of the same bureau."""
    holder, deputy = f"holder {name}", f"deputy {name}"
    county.join_all({holder: ("addressee", lent or ("unit_head",)), deputy: ("addressee", ())})
    return holder, deputy


def end(county: County, who: str, about: UUID, day: str = DAY) -> None:
    with county.acting(who, day) as (uow, me, clock):
        service.take_back(uow, me, clock, Act("take_back", "回来了", delegation_id=about))


def test_a_loan_opens_the_duty_from_its_first_day_to_its_last(huiji: County) -> None:
    holder, deputy = newcomers(huiji, "a")
    lend(huiji, holder, "unit_head", deputy, day=date(2026, 4, 28))

    held = [duties(huiji, deputy, day) for day in (DAY, "2026-04-28", LAST, AFTER)]
    assert held == [set(), {"unit_head"}, {"unit_head"}, set()]
    assert duties(huiji, holder, "2026-04-28") == {"unit_head"}
    with huiji.acting(deputy, LAST) as (_, me, _clock):
        assert me.as_oneself().duties == set()
        assert [(c.holder_name, str(c.until)) for c in me.covering] == [(holder, LAST)]


def test_who_lent_and_who_covers_end_it_early(huiji: County) -> None:
    for name, by in (("b", "holder b"), ("c", "deputy c")):
        holder, deputy = newcomers(huiji, name)
        lend(huiji, holder, "unit_head", deputy)
        found = loan(huiji, deputy).delegation.id
        with pytest.raises(NotFoundError):
            end(huiji, "bystander", found)
        end(huiji, by, found)
        assert duties(huiji, deputy) == set()
        with pytest.raises(StandsOtherwiseError):
            end(huiji, by, found)


def test_a_loan_ends_with_the_post_of_who_lent_it(huiji: County) -> None:
    for name, kind, more in (
        ("d", "end", {"duties": ("unit_head",), "day": date.fromisoformat(DAY)}),
        ("e", "close", {}),
        ("f", "move", {"unit_id": huiji.units["bystander"]}),
    ):
        holder, deputy = newcomers(huiji, name)
        lend(huiji, holder, "unit_head", deputy)
        assert duties(huiji, deputy) == {"unit_head"}
        with huiji.acting("admin", DAY) as (uow, me, clock):
            service.act_on(uow, me, clock, huiji.people[holder], Act(kind, "调离", **more))
        assert duties(huiji, deputy) == set(), kind


def test_a_deputy_who_moves_away_covers_nothing(huiji: County) -> None:
    holder, deputy = newcomers(huiji, "g")
    lend(huiji, holder, "unit_head", deputy)
    with huiji.acting("admin", DAY) as (uow, me, clock):
        act = Act("move", "调离", unit_id=huiji.units["bystander"])
        service.act_on(uow, me, clock, huiji.people[deputy], act)
    assert duties(huiji, deputy) == set()


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"until": None}, "until"),
        ({"until": date(2026, 7, 26)}, "until"),
        ({"until": date(2026, 4, 26)}, "until"),
        ({"day": date(2026, 4, 26)}, "day"),
        ({"duties": ("handler",)}, "duties"),
        ({"duties": ()}, "duties"),
    ],
)
def test_a_loan_has_an_end_within_ninety_days_and_a_duty_of_ones_own(
    huiji: County, said: dict[str, Any], where: str
) -> None:
    with pytest.raises(LendingError) as refused:
        lend(huiji, "head", "unit_head", "handler", **said)
    assert [each.where for each in refused.value.problems] == [where]


@pytest.mark.parametrize("deputy", ["bystander", "head", "prosecutor"])
def test_a_loan_stays_in_the_unit(huiji: County, deputy: str) -> None:
    with pytest.raises(LendingError):
        lend(huiji, "head", "unit_head", deputy)


def test_what_is_covered_is_not_lent_onward(huiji: County) -> None:
    holder, deputy = newcomers(huiji, "h")
    lend(huiji, holder, "unit_head", deputy)
    with pytest.raises((LendingError, ForbiddenError)):
        lend(huiji, deputy, "unit_head", "handler")


def test_a_duty_is_lent_once_at_a_time(huiji: County) -> None:
    holder, deputy = newcomers(huiji, "i")
    lend(huiji, holder, "unit_head", deputy)
    with pytest.raises(LendingError):
        lend(huiji, holder, "unit_head", "handler")


def test_an_administrator_is_never_lent(huiji: County) -> None:
    huiji.join("clerk", "office", "handler")
    with pytest.raises((LendingError, ForbiddenError)):
        lend(huiji, "admin", "tenant_admin", "clerk")


def test_the_chief_procurator_is_covered_by_one_of_the_procuratorates_own(huiji: County) -> None:
    huiji.join("clerk of ours", "procuratorate", "desk")
    with pytest.raises(LendingError):
        lend(huiji, "chief", "chief_procurator", "clerk of ours")


@pytest.mark.parametrize(
    ("who", "duty"), [("admin", "handler"), ("without duties", "handler"), ("guest", "unit_head")]
)
def test_who_holds_nothing_to_lend_lends_nothing(huiji: County, who: str, duty: str) -> None:
    colleague, unit = f"beside {who}", "office" if who == "admin" else "addressee"
    huiji.join(colleague, unit)
    if who != "admin":
        huiji.join(who, unit, *({"guest": ("auditor",)}.get(who, ())))
    with pytest.raises(ForbiddenError):
        lend(huiji, who, duty, colleague)


@pytest.mark.parametrize(("by", "who"), [("handler", "head"), ("head", "handler")])
def test_nobody_but_an_administrator_lends_what_a_colleague_holds(
    huiji: County, by: str, who: str
) -> None:
    duty = {"head": "unit_head", "handler": "liaison"}[who]
    third = huiji.join(f"third beside {by}", "addressee")
    with pytest.raises(ForbiddenError):
        lend(huiji, who, duty, f"third beside {by}", by=by)
    with pytest.raises(LendingError):
        lend(huiji, by, duty, f"third beside {by}")
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        assert service.list_loans(uow, third) == []


def test_what_is_lent_in_another_authority_waits_for_its_word_and_not_for_the_deputys(
    huiji: County,
) -> None:
    huiji.join_all(
        {
            "on leave": ("procuratorate", ("reviewer",)),
            "would stand in": ("procuratorate", ("tenant_admin",)),
        }
    )
    lend(huiji, "on leave", "reviewer", "would stand in", by="admin")

    def waiting(who: str) -> list[UUID]:
        with huiji.acting(who, DAY) as (uow, me, clock):
            asked = service.list_asks(uow, me, clock)
            return [each.id for each in asked if each.account_id == huiji.people["on leave"]]

    assert duties(huiji, "would stand in") == {"tenant_admin"}
    assert [waiting(who) for who in ("would stand in", "admin", "head")] == [[], [], []]
    with huiji.acting("ours", DAY) as (uow, me, clock):
        service.confirm(uow, me, clock, *waiting("ours"))
    assert duties(huiji, "would stand in") == {"tenant_admin", "reviewer"}


def test_who_may_not_stand_in_any_more_covers_nothing(huiji: County) -> None:
    huiji.join("was a prosecutor", "procuratorate", "prosecutor", "desk")
    lend(huiji, "chief", "chief_procurator", "was a prosecutor")
    assert "chief_procurator" in duties(huiji, "was a prosecutor")
    with huiji.acting("ours", DAY) as (uow, me, clock):
        ended = Act("end", "转岗", duties=("prosecutor",), day=date.fromisoformat(DAY))
        service.act_on(uow, me, clock, huiji.people["was a prosecutor"], ended)
    assert duties(huiji, "was a prosecutor") == {"desk"}
    end(huiji, "chief", loan(huiji, "chief").delegation.id)


def test_an_administrator_lends_for_who_is_absent(huiji: County) -> None:
    holder, deputy = newcomers(huiji, "j")
    lend(huiji, holder, "unit_head", deputy, by="admin")
    assert duties(huiji, deputy) == {"unit_head"}
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        kinds = [r.kind for r in service.list_records(uow, huiji.people[deputy])]
    assert kinds[0] == "covers"


def test_a_deputy_looks_after_no_accounts(huiji: County) -> None:
    holder, deputy = newcomers(huiji, "k")
    lend(huiji, holder, "unit_head", deputy)
    with huiji.acting(deputy, DAY) as (uow, me, clock):
        assert me.may_call("accounts.read")
        assert service.list_asks(uow, me, clock) == []
        with pytest.raises(ForbiddenError):
            service.list_accounts(uow, me, service.Sought())


def test_what_a_deputy_does_is_done_for_the_holder(huiji: County) -> None:
    huiji.join("second prosecutor", "procuratorate", "prosecutor")
    lend(huiji, "chief", "chief_procurator", "second prosecutor")
    case_id = huiji.open(DAY)
    huiji.step("prosecutor", DAY, case_id, "submit")
    huiji.step("reviewer", DAY, case_id, "review")
    huiji.fire("second prosecutor", DAY, case_id, "issue")

    stated = {
        "account": str(huiji.people["chief"]),
        "name": "chief",
        "duty": "chief_procurator",
        "deputy": "second prosecutor",
    }
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        mine = CaseEvent.tenant_id == uow.tenant_id, CaseEvent.case_id == case_id
        events = uow.session.scalars(select(CaseEvent).where(*mine)).all()
        signed = next(each for each in events if each.transition == "issue")
        assert signed.account_id == huiji.people["second prosecutor"]
        assert signed.payload["on_behalf_of"] == stated
        assert [e for e in events if "on_behalf_of" in e.payload] == [signed]
        query = select(Document).where(
            Document.tenant_id == uow.tenant_id,
            Document.case_id == case_id,
            Document.state == "signed",
        )
        letter = uow.session.scalars(query).one()
        assert letter.content["on_behalf_of"] == stated
        assert letter.digest == digest_of(letter.content)
        query = select(AuditEntry).where(
            AuditEntry.tenant_id == uow.tenant_id, AuditEntry.subject == f"cases/{case_id}"
        )
        chained = uow.session.scalars(query.order_by(AuditEntry.position.desc())).first()
        assert chained.content["on_behalf_of"] == stated
    app = open_app(huiji.sessions, DAY)
    client = app.test_client()
    client.set_cookie("ld_session", sign_in(app, huiji, "reviewer", DAY).token)
    page = client.get(f"/t/410108/cases/procuratorial_suggestion/{case_id}").text
    assert "second prosecutor 代 chief（检察长）办理" in page
    end(huiji, "chief", loan(huiji, "chief").delegation.id)


def test_a_deputy_does_not_sign_what_they_drafted(huiji: County) -> None:
    lend(huiji, "chief", "chief_procurator", "prosecutor")
    case_id = huiji.open(DAY)
    huiji.step("prosecutor", DAY, case_id, "submit")
    huiji.step("reviewer", DAY, case_id, "review")
    with pytest.raises(OwnDraftError):
        huiji.fire("prosecutor", DAY, case_id, "issue")
    huiji.fire("chief", DAY, case_id, "issue")
    end(huiji, "chief", loan(huiji, "chief").delegation.id)


def test_a_deputy_does_not_sign_their_own_words_that_stand_in_the_case(huiji: County) -> None:
    huiji.join("author", "procuratorate", "prosecutor")
    lend(huiji, "chief", "chief_procurator", "author")
    opened = huiji.open(DAY, who="author")
    revised = huiji.open(DAY)
    huiji.fire("author", DAY, revised, "revise", facts={"legal_basis": "食品安全法 第三十三条"})
    for case_id in (opened, revised):
        huiji.step("prosecutor", DAY, case_id, "submit")
        huiji.step("reviewer", DAY, case_id, "review")
        with pytest.raises(OwnDraftError):
            huiji.fire("author", DAY, case_id, "issue")

    huiji.fire("prosecutor", DAY, revised, "revise", facts={"legal_basis": LETTER["legal_basis"]})
    huiji.step("prosecutor", DAY, revised, "submit")
    huiji.step("reviewer", DAY, revised, "review")
    huiji.fire("author", DAY, revised, "issue")
    huiji.fire("chief", DAY, opened, "issue")
    end(huiji, "chief", loan(huiji, "chief").delegation.id)


def test_a_deputy_does_not_pass_their_own_words_that_stand_in_the_case(huiji: County) -> None:
    huiji.join("writer", "procuratorate", "prosecutor")
    lend(huiji, "reviewer", "reviewer", "writer")
    case_id = huiji.open(DAY)
    asked = RowCommand("item", "propose", None, {"text": "又一项"})
    huiji.fire("writer", DAY, case_id, None, rows=(asked,))
    huiji.step("prosecutor", DAY, case_id, "submit")
    with pytest.raises(OwnDraftError):
        huiji.step("writer", DAY, case_id, "review")
    huiji.step("reviewer", DAY, case_id, "review")
    end(huiji, "reviewer", loan(huiji, "reviewer").delegation.id)


def test_what_a_deputy_did_beside_a_paper_makes_them_no_author_of_it(huiji: County) -> None:
    huiji.join("third handler", "addressee", "handler", "liaison")
    lend(huiji, "head", "unit_head", "third handler")
    case_id = huiji.issue(DAY)
    huiji.fire("third handler", DAY, case_id, "serve", facts={"delivery_mode": "electronic"})
    huiji.submit_reply(DAY, case_id)
    huiji.fire("third handler", DAY, case_id, "reply")
    end(huiji, "head", loan(huiji, "head").delegation.id)


def test_a_deputy_does_not_pass_what_they_drafted(huiji: County) -> None:
    lend(huiji, "reviewer", "reviewer", "prosecutor")
    case_id = huiji.open(DAY)
    huiji.step("prosecutor", DAY, case_id, "submit")
    with pytest.raises(OwnDraftError):
        huiji.step("prosecutor", DAY, case_id, "review")
    end(huiji, "reviewer", loan(huiji, "reviewer").delegation.id)


def test_of_several_rows_moved_at_once_one_that_takes_a_loan_says_for_whom(huiji: County) -> None:
    huiji.join("fourth prosecutor", "procuratorate", "prosecutor")
    lend(huiji, "chief", "chief_procurator", "fourth prosecutor")
    case_id = huiji.open(DAY)
    listed = huiji.list_copy(DAY, case_id, "copied")
    asked = RowCommand("item", "propose", None, {"text": "又一项"})
    chosen = RowCommand("copy", "choose", listed, {})
    for rows in ((asked,), (asked, chosen)):
        huiji.fire("fourth prosecutor", DAY, case_id, None, rows=rows)
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        mine = CaseEvent.tenant_id == uow.tenant_id, CaseEvent.case_id == case_id
        query = select(CaseEvent).where(*mine, CaseEvent.kind == "row")
        events = uow.session.scalars(query.order_by(CaseEvent.position)).all()[-2:]
        assert [each.payload.get("on_behalf_of", {}).get("name") for each in events] == [
            None,
            "chief",
        ]
    end(huiji, "chief", loan(huiji, "chief").delegation.id)


def test_an_act_by_a_duty_of_ones_own_says_nothing_of_a_loan(huiji: County) -> None:
    huiji.join("third prosecutor", "procuratorate", "prosecutor")
    lend(huiji, "chief", "chief_procurator", "third prosecutor")
    case_id = huiji.open(DAY, who="third prosecutor")
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        mine = CaseEvent.tenant_id == uow.tenant_id, CaseEvent.case_id == case_id
        for each in uow.session.scalars(select(CaseEvent).where(*mine)):
            assert "on_behalf_of" not in each.payload
    end(huiji, "third prosecutor", loan(huiji, "chief").delegation.id)


def test_loans_follow_from_the_records(huiji: County) -> None:
    holder, deputy = newcomers(huiji, "z")
    lend(huiji, holder, "unit_head", deputy)
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        service.rebuild(uow)
        assert service.load_principal(uow, on(DAY), huiji.people[deputy]).duties == {"unit_head"}
