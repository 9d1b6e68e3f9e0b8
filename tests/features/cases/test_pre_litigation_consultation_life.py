"""A consultation before the lawsuit: begun by the case, kept or failed, and who learns of it."""

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest

from liandong.features.cases import service
from liandong.features.cases.errors import TransitionNotAllowedError
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.counties import HUIJI, SHANDAN, County
from support.http import open_app, sign_in
from support.matters import Matter

Counties = Callable[..., County]
LETTER = {"issues": ["illegality", "plan"], "stated": "两处采砂坑未回填"}
HELD = {"mode": "meeting", "participants": "双方分管负责人", "outcome": "提出整改方案"}


def case_of(county: County) -> Matter:
    """A case whose filing decision was served."""
    case = Matter(county, "public_interest_clue").open(
        "chief", "2026-03-06", "begin_administrative", title="采砂坑未回填"
    )
    facts = {"case_facts": "两处采砂坑未回填", "legal_basis": "水法 第三十九条"}
    case.sign("prosecutor", "chief", "2026-03-09", "issue_decision", "filing_decision",
              {"addressee": "addressee"}, **facts)  # fmt: skip
    case.fire("handler", "2026-03-10", "serve", delivery_mode="electronic")
    return case


def invited(county: County) -> Matter:
    case = case_of(county)
    assert case.fire("prosecutor", "2026-03-11", "consult") == "consulting"
    (found,) = case.next("prosecutor", "2026-03-11")
    assert found.seen("handler", "2026-03-11") is None
    found.sign("prosecutor", "chief", "2026-03-12", "invite", "consultation_letter", **LETTER)
    return found


def monitored(county: County) -> tuple[Matter, UUID]:
    found = invited(county)
    found.fire("prosecutor", "2026-03-16", "hold", **HELD)
    listed = {"measure": "回填采砂坑", "measure_due_on": "2026-04-15"}
    found.row("handler", "2026-03-18", "milestone", "list", None, **listed)
    found.sign("handler", "head", "2026-03-19", "submit_plan", "rectification_plan",
               reviewer=None, summary="分两段回填")  # fmt: skip
    found.fire("prosecutor", "2026-03-20", "accept_plan")
    (row,) = found.rows("handler", "2026-03-20", "milestone")
    return found, row


def looked_at(found: Matter, who: str, day: str = "2026-04-16") -> dict[str, Any]:
    seen = found.seen(who, day)
    assert seen is not None
    return service.dump_case(seen)


def read(found: Matter, who: str, day: str = "2026-04-16") -> str:
    """Return the page of the case as somebody reads it."""
    me = sign_in(open_app(found.county.sessions, day), found.county, who, day)
    page = me.client.application.test_client()
    page.set_cookie("ld_session", me.token)
    answer = page.get(f"/t/{found.county.tenant_id}/cases/{found.key}/{found.id}")
    assert answer.status_code == HTTPStatus.OK
    return answer.text.partition("<main")[2]


def test_the_unit_learns_of_it_from_the_letter_and_nobody_else_does(county: Counties) -> None:
    found = invited(county(SHANDAN))

    assert found.level("handler", "2026-03-12") == "full"
    assert found.level("office", "2026-03-12") == "header"
    assert found.seen("bystander", "2026-03-12") is None


def test_a_plan_that_is_kept_ends_it(county: Counties) -> None:
    found, row = monitored(county(SHANDAN))
    assert found.clock("PIL-12", "2026-03-20") == ("open", None)
    with pytest.raises(TransitionNotAllowedError, match="整改措施"):
        found.fire("chief", "2026-04-10", "achieve", ending="完成")

    found.row("handler", "2026-04-10", "milestone", "report", row, progress="回填完成")
    found.row(
        "prosecutor", "2026-04-13", "milestone", "verify", row, method="on_site", finding="属实"
    )

    assert found.fire("chief", "2026-04-14", "achieve", ending="完成") == "achieved"
    assert found.clock("PIL-12", "2026-04-14")[0] == "done"


def test_the_unit_cannot_keep_the_procuratorate_from_a_suggestion(county: Counties) -> None:
    found, _ = monitored(county(SHANDAN))
    for who in ("head", "handler"):
        with pytest.raises(ForbiddenError):
            found.fire(who, "2026-04-16", "stop", why="不再磋商")

    found.fire("prosecutor", "2026-04-16", "fail", why="未落实")
    found.fire("prosecutor", "2026-04-16", "suggest", suggestion_kind="public_interest")
    (made,) = found.next("prosecutor", "2026-04-16")

    seen = made.seen("prosecutor", "2026-04-16")
    assert seen is not None
    assert (made.key, seen.case.facts["kind"]) == ("procuratorial_suggestion", "public_interest")
    assert found.clock("PIL-12", "2026-04-16") == ("done", None)


def test_that_a_suggestion_follows_stays_inside_until_it_is_issued(county: Counties) -> None:
    found, _ = monitored(county(SHANDAN))
    before = looked_at(found, "handler", "2026-04-15")
    found.fire("prosecutor", "2026-04-15", "suggest", suggestion_kind="public_interest")
    (made,) = found.next("prosecutor", "2026-04-15")

    assert looked_at(found, "handler", "2026-04-15") == before
    assert "suggest" in {each["transition"] for each in looked_at(found, "prosecutor")["events"]}
    assert made.seen("handler", "2026-04-15") is None
    found.fire("prosecutor", "2026-04-16", "fail", why="整改方案没有落实")
    told = looked_at(found, "handler")
    assert (told["state_label"], told["facts"]["why"]) == ("磋商未成", "整改方案没有落实")
    assert "suggestion_kind" not in told["facts"]
    assert [each["is_origin"] for each in told["links"]] == [True]
    page = read(found, "head")
    assert "整改方案没有落实" in page
    assert "检察建议" not in page
    assert "检察建议" in read(found, "prosecutor")


def test_a_suggestion_may_also_follow_once_it_has_failed(county: Counties) -> None:
    found = invited(county(SHANDAN))
    found.fire("prosecutor", "2026-04-15", "fail", why="不参加磋商")

    assert found.fire("prosecutor", "2026-04-16", "suggest", suggestion_kind="public_interest") == (
        "failed"
    )
    assert [each.key for each in found.next("prosecutor", "2026-04-16")] == [
        "procuratorial_suggestion"
    ]
    assert looked_at(found, "handler")["last_occurred_on"] == "2026-04-15"


def test_where_the_county_has_no_consultation_none_is_begun(county: Counties) -> None:
    huiji = county(HUIJI)
    case = case_of(huiji)

    with pytest.raises(TransitionNotAllowedError):
        case.fire("prosecutor", "2026-03-11", "consult")
    with pytest.raises(NotFoundError):
        Matter(huiji, "pre_litigation_consultation").open(
            "prosecutor", "2026-03-11", names={"addressee": "addressee"}, title="磋商"
        )
    assert case.clock("PIL-03", "2026-03-11") == ("done", date(2026, 3, 13))
