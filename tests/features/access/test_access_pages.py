"""权限说明: the page and the API."""

from typing import Any

import pytest

from support.counties import KEY
from support.http import UNKNOWN


def page(gallery: Any, who: str, query: str = "") -> Any:
    caller = gallery.caller(who)
    caller.client.set_cookie("ld_session", caller.token)
    return caller.client.get(f"/t/{caller.code}/access{query}")


def api(gallery: Any, who: str, **asked: Any) -> Any:
    caller = gallery.caller(who)
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return caller.call("GET", f"/api/v1/t/{caller.code}/access/explanation?{query}")


def test_the_api_explains_an_act(gallery: Any) -> None:
    asked = {"account": gallery.login("chief"), "mechanism": KEY, "action": "issue"}
    found = api(gallery, "admin_of_ours", **asked)

    assert found.status_code == 200
    assert found.json["allowed"] is True
    assert found.json["policy"]["reasons"][0]["seat"] == "chief_procurator@procuratorate"
    assert found.json["policy"]["held_from"] == "2024-01-01"
    assert found.json["record"] is None
    assert found.json["sentences"][0]["zh"].endswith("（检察建议办理）。")


def test_the_api_says_the_same_of_hidden_and_unknown(gallery: Any) -> None:
    asked = {"account": gallery.login("prosecutor"), "mechanism": KEY, "action": "read"}
    hidden = api(gallery, "auditor", **asked, case=gallery.cases["drafting"])
    unknown = api(gallery, "auditor", **asked, case=UNKNOWN)

    assert hidden.data == unknown.data
    assert hidden.json["record"] == {"told": False}


@pytest.mark.parametrize("who", ["prosecutor", "handler", "office"])
def test_nobody_else_may_ask(gallery: Any, who: str) -> None:
    asked = {"account": gallery.login("chief"), "mechanism": KEY, "action": "issue"}
    caller = gallery.caller(who)
    trial = caller.call("POST", f"/api/v1/t/{caller.code}/access/trial", {"policy": ""})

    assert api(gallery, who, **asked).status_code in {403, 404}
    assert trial.status_code in {403, 404}
    assert page(gallery, who).status_code in {403, 404}


def test_the_api_tries_a_policy(gallery: Any) -> None:
    caller = gallery.caller("admin")
    line = f"p, desk@court, {KEY}, read, party, allow"
    found = caller.call("POST", f"/api/v1/t/{caller.code}/access/trial", {"policy": line})

    assert found.status_code == 200
    said = [each["zh"] for each in found.json["changes"]]
    assert "法院的收发岗现在可以查看：检察建议办理（本单位参与的）" in said


def test_the_page_explains_and_names_what_is_wrong(gallery: Any) -> None:
    login = gallery.login("chief")
    asked = page(gallery, "admin", f"?account={login}&mechanism={KEY}&action=issue").text
    wrong = page(gallery, "admin", f"?account=nobody&mechanism={KEY}&action=issue")

    assert "chief_procurator.csv:" in asked
    assert wrong.status_code == 422
    assert "没有这个账号" in wrong.text


def test_people_of_another_authority_are_known_by_their_login_alone(gallery: Any) -> None:
    names = {"admin": ("handler", "prosecutor"), "admin_of_ours": ("prosecutor", "handler")}
    for asker, (own, other) in names.items():
        shown = page(gallery, asker).text
        assert f">{own} {gallery.login(own)}<" in shown
        assert f">{gallery.login(other)}<" in shown
        assert f">{other} {gallery.login(other)}<" not in shown
        answers = {
            who: api(
                gallery, asker, account=gallery.login(who), mechanism="page", action="todo"
            ).json
            for who in (own, other)
        }
        assert answers[own]["policy"]["held_from"] == "2024-01-01"
        assert answers[other]["policy"]["held_from"] is None
        assert f"的{own}可以" in answers[own]["sentences"][0]["zh"]
        assert f"的{gallery.login(other)}可以" in answers[other]["sentences"][0]["zh"]
        assert "2024-01-01" not in str(answers[other])


def test_the_page_tries_a_policy(gallery: Any) -> None:
    caller = gallery.caller("admin")
    shown = page(gallery, "admin")
    token = shown.text.partition('name="form_token" value="')[2].partition('"')[0]
    caller.client.set_cookie("ld_session", caller.token)
    sent = {"form_token": token, "policy": "g, desk@court, liaison@court"}
    found = caller.client.post(f"/t/{caller.code}/access", data=sent)

    assert found.status_code == 200
    assert "法院的收发岗现在可以" in found.text
