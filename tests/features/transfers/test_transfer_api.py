"""Transfers for machines: each step with its key and version, and the same refusals."""

from typing import Any

from support.counties import SHANDAN
from support.http import Caller, open_app, sign_in
from support.transfers import DAY, KEY, UPPER, WHY, Pair


def call(who: Caller, method: str, path: str, body: Any = None, **headers: str) -> Any:
    return who.call(method, f"/api/v1/t/{who.code}/transfers{path}", body, **headers)


def test_offered_and_taken_over_by_machines(pair: Pair) -> None:
    app = open_app(pair.sessions, DAY)
    ours, theirs = (sign_in(app, c, "chief", DAY) for c in (pair.huiji, pair.shandan))
    body = {
        "mechanism": KEY,
        "case_id": str(pair.clue().id),
        "case_position": 1,
        "county": str(SHANDAN),
        "unit": "山丹县人民检察院",
        **WHY,
    }
    stale = call(ours, "POST", "", {**body, "case_position": 5})
    assert stale.status_code == 412
    made = [call(ours, "POST", "", body, Idempotency_Key="one") for _ in range(2)]
    assert [each.status_code for each in made] == [201, 201]
    assert made[0].json == made[1].json
    key = made[0].json["id"]
    pair.settle()

    (listed,) = call(theirs, "GET", "?direction=in").json["items"]
    assert (listed["id"], listed["state"], listed["county"]) == (key, "received", "410108")
    package = call(theirs, "GET", f"/{key}/package").json
    assert package["digest"] == listed["digest"]
    assert package["package"]["facts"]["harm"] == "岸边倾倒垃圾"
    assert call(theirs, "POST", f"/{key}/accept", {}).status_code == 428
    rejected = call(theirs, "POST", f"/{key}/reject", {"reason": "不是"}, If_Match='"1"')
    assert rejected.status_code == 422
    assert rejected.json["code"] == "transfer.offer"
    etag = call(theirs, "GET", f"/{key}").headers["ETag"]
    taken = call(theirs, "POST", f"/{key}/accept", {}, If_Match=etag)
    assert taken.status_code == 200, taken.text
    assert taken.json["state"] == "accepted"
    pair.settle()

    seen = call(ours, "GET", f"/{key}")
    assert [step["kind"] for step in seen.json["steps"]] == ["offered", "received", "accepted"]
    late = call(ours, "POST", f"/{key}/revoke", {"reason": "再查"}, If_Match=seen.headers["ETag"])
    assert (late.status_code, late.json["code"]) == (409, "transfer.decided")
    back = {**WHY, "decision": UPPER}
    sent = call(theirs, "POST", f"/{key}/return", back, If_Match=taken.headers["ETag"])
    assert sent.status_code == 201
    assert sent.json["returns_id"] == key


def test_another_unit_and_another_county_get_the_answer_for_none(pair: Pair) -> None:
    _, transfer_id = pair.offered()
    pair.settle()
    app = open_app(pair.sessions, DAY)
    for county in (pair.huiji, pair.shandan):
        who = sign_in(app, county, "bystander", DAY)
        assert call(who, "GET", "").json == {"items": []}
        assert call(who, "GET", f"/{transfer_id}").status_code == 404
        assert call(who, "GET", f"/{transfer_id}/package").status_code == 404
        refused = call(who, "POST", f"/{transfer_id}/accept", {}, If_Match='"1"')
        assert refused.status_code == 404
