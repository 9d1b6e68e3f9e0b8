"""统计公布: fixed as counted, approved by somebody else, for the whole county to read."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from liandong.db.unit_of_work import unit_of_work
from support.browsing import Visit
from support.case_forms import words
from support.counties import KEY, County
from support.http import hidden_of

#: The day on which the browsers of these tests stand.
TODAY = "2026-04-27"
TAKE = {"mechanism": KEY, "period": "2026"}


@pytest.fixture
def played(county: Callable[..., County]) -> County:
    """One suggestion answered in time; the bureau has a clerk of its figures."""
    found = county()
    case_id = found.serve("2026-01-05", items=2)
    found.reply("2026-03-02", case_id)
    return found


def post(visit: Visit, county: County, who: str, path: str, body: dict[str, str]) -> Any:
    return visit(county, who).post(f"/api/v1/t/{county.tenant_id}/snapshots{path}", json=body)


def taken(visit: Visit, county: County, who: str = "prosecutor") -> Any:
    answer = post(visit, county, who, "", TAKE)
    assert answer.status_code == 201, answer.text
    return answer.get_json()


def listed(visit: Visit, county: County, who: str) -> list[str]:
    answer = visit(county, who).get(f"/api/v1/t/{county.tenant_id}/snapshots")
    return [each["state"] for each in answer.get_json()["items"]]


def test_figures_are_the_counties_once_the_head_has_approved_them(
    played: County, visit: Visit
) -> None:
    made = taken(visit, played)
    assert made["state"] == "submitted"
    assert listed(visit, played, "prosecutor") == ["submitted"]
    assert listed(visit, played, "bystander") == []

    path = f"/{made['id']}/steps"
    assert post(visit, played, "head", path, {"step": "approved"}).status_code == 404
    answer = post(visit, played, "chief", path, {"step": "approved"})

    assert answer.status_code == 201, answer.text
    assert listed(visit, played, "bystander") == ["approved"]
    (seen,) = (
        visit(played, "bystander")
        .get(f"/api/v1/t/{played.tenant_id}/snapshots")
        .get_json()["items"]
    )
    unit = {"unit_id": str(played.units["addressee"]), "part": 1.0, "whole": 1.0}
    on_time = next(each for each in seen["metrics"] if each["key"] == "on_time_rate")
    assert on_time["units"] == [unit]
    assert "records" not in on_time
    assert seen["digest"] == made["digest"]


def test_what_was_published_stays_what_it_was(played: County, visit: Visit) -> None:
    made = taken(visit, played)
    case_id = played.serve("2026-01-06", items=2)
    played.reply("2026-03-02", case_id)

    later = taken(visit, played)

    path = f"/api/v1/t/{played.tenant_id}/snapshots/{made['id']}"
    assert visit(played, "prosecutor").get(path).get_json()["metrics"] == made["metrics"]
    assert later["metrics"] != made["metrics"]
    with (
        unit_of_work(played.sessions, played.tenant_id) as uow,
        pytest.raises(ProgrammingError),
    ):
        uow.session.execute(text("UPDATE figure_snapshots SET period = '2025'"))


def test_a_return_and_a_withdrawal_say_why_and_hide_it_again(played: County, visit: Visit) -> None:
    made = taken(visit, played)
    path = f"/{made['id']}/steps"

    assert post(visit, played, "chief", path, {"step": "returned"}).status_code == 422
    assert (
        post(visit, played, "chief", path, {"step": "withdrawn", "reason": "错"}).status_code == 409
    )
    post(visit, played, "chief", path, {"step": "approved"})
    assert post(visit, played, "chief", path, {"step": "approved"}).status_code == 409
    answer = post(visit, played, "chief", path, {"step": "withdrawn", "reason": "口径有误"})

    assert answer.get_json()["state"] == "withdrawn"
    assert listed(visit, played, "bystander") == []
    assert listed(visit, played, "prosecutor") == ["withdrawn"]


def test_nobody_approves_what_they_submitted(played: County, visit: Visit) -> None:
    played.join("both", "procuratorate", "prosecutor", "chief_procurator")
    made = taken(visit, played, "both")

    answer = post(visit, played, "both", f"/{made['id']}/steps", {"step": "approved"})

    assert answer.status_code == 409
    assert answer.get_json()["code"] == "snapshot.own_work"


def test_where_nothing_counts_nothing_is_fixed(played: County, visit: Visit) -> None:
    answer = post(visit, played, "prosecutor", "", {**TAKE, "period": "2025"})
    assert answer.get_json()["code"] == "snapshot.empty"
    assert post(visit, played, "prosecutor", "", {"mechanism": "none"}).status_code == 404
    assert post(visit, played, "chief", "", TAKE).status_code == 404


def test_of_a_confidential_mechanism_the_sum_alone_is_published(
    played: County, visit: Visit
) -> None:
    answer = post(visit, played, "prosecutor", "", {**TAKE, "mechanism": "criminal_transfer"})
    assert answer.status_code in {404, 409}


def test_the_pages_from_the_figures_to_the_publication(played: County, visit: Visit) -> None:
    base = f"/t/{played.tenant_id}/figures"
    clerk, chief = visit(played, "prosecutor"), visit(played, "chief")
    page = clerk.get(f"{base}?mechanism={KEY}&period=2026").text
    assert "固定并报批" in page
    assert "固定并报批" not in chief.get(f"{base}?mechanism={KEY}&period=2026").text

    typed = hidden_of(page, "form_token", "idempotency_key")
    answer = clerk.post(f"{base}/published", data={**typed, **TAKE})
    assert answer.status_code == 303
    where = answer.location.partition("?")[0]
    assert "等单位负责人批准公布" in clerk.get(where).text
    assert "批准公布</button>" not in clerk.get(where).text

    typed = hidden_of(chief.get(where).text, "form_token", "idempotency_key")
    refused = chief.post(where, data={**typed, "step": "returned"})
    assert refused.status_code == 422
    assert "要写明理由" in refused.text
    typed = hidden_of(refused.text, "form_token", "idempotency_key")
    assert chief.post(where, data={**typed, "step": "approved"}).status_code == 303

    reader = words(visit(played, "bystander").get(f"{base}/published").text)
    assert "检察建议办理" in reader
    assert "已公布" in reader
    shown = words(visit(played, "bystander").get(where).text)
    assert "1 ÷ 1" in shown
    assert "批准公布" in shown


def test_the_page_says_for_whom_a_deputy_submitted_and_approved(
    played: County, visit: Visit
) -> None:
    played.join("aide", "procuratorate")
    played.lend(TODAY, "prosecutor", "prosecutor", "aide")
    played.lend(TODAY, "chief", "chief_procurator", "reviewer")
    made = taken(visit, played, "aide")
    answer = post(visit, played, "reviewer", f"/{made['id']}/steps", {"step": "approved"})
    assert answer.status_code == 201, answer.text

    where = f"/t/{played.tenant_id}/figures/published/{made['id']}"
    shown = words(visit(played, "bystander").get(where).text)
    assert "aide 代 prosecutor（承办检察官）办理" in shown
    assert "reviewer 代 chief（检察长）办理" in shown
