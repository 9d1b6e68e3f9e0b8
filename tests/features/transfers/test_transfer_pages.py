"""The pages of a transfer: offered from the case, decided on its own page, listed for the unit."""

import re
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from support.browsing import Visit
from support.counties import SHANDAN, County
from support.joint import ASKED, Joint
from support.joint import KEY as DISPUTE
from support.transfers import KEY, UPPER, WHY, Pair

#: The day on which the browsers of these tests stand.
TODAY = "2026-04-27"
HIDDEN = re.compile(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">')


def form_of(text: str, step: str) -> dict[str, str]:
    """Return the hidden fields of the form of a step."""
    for form in re.findall(r"<form action=.*?</form>", text, re.DOTALL):
        found = dict(HIDDEN.findall(form))
        if found.get("step") == step:
            return found
    raise AssertionError(step)


def at(county: County, path: str) -> str:
    return f"/t/{county.tenant_id}/{path}"


def page(browser: FlaskClient, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_from_the_case_page_to_the_other_county_and_back(pair: Pair, visit: Visit) -> None:
    clue = pair.clue()
    chief, theirs = visit(pair.huiji, "chief"), visit(pair.shandan, "chief")
    case = at(pair.huiji, f"cases/{KEY}/{clue.id}")
    new = f"transfers/new?mechanism={KEY}&amp;case_id={clue.id}"
    assert new in page(chief, case)
    assert new not in page(visit(pair.huiji, "prosecutor"), case)

    address = at(pair.huiji, new.replace("&amp;", "&"))
    hidden = form_of(page(chief, address), "offer")
    asked = {**hidden, "county": str(SHANDAN), "unit": "山丹县人民检察院", **WHY}
    wrong = chief.post(at(pair.huiji, "transfers/new"), data={**asked, "reason": ""})
    assert wrong.status_code == 422
    assert "请写明理由" in wrong.text
    again = form_of(wrong.text, "offer")
    done = chief.post(at(pair.huiji, "transfers/new"), data={**asked, **again})
    assert done.status_code == 303
    one = done.headers["Location"]
    assert "正在移交其他县" in page(chief, case)
    assert "等对方收到" in page(chief, one)

    pair.settle(TODAY)
    assert "1 件等本单位决定是否接收" in page(theirs, at(pair.shandan, "transfers"))
    assert "移来案件" in page(theirs, at(pair.shandan, "notices"))
    there = one.replace(str(pair.huiji.tenant_id), str(SHANDAN))
    shown = page(theirs, there)
    assert "岸边倾倒垃圾" in shown
    assert "惠济区人民检察院" in shown
    taken = theirs.post(there, data=form_of(shown, "accept"))
    assert taken.status_code == 303
    pair.settle(TODAY)
    assert "对方 收到移交" in page(chief, one)
    assert "山丹县人民检察院 收到移交" in page(theirs, there)
    assert "已移交其他县" in page(chief, case)
    assert "对方已接收" in page(chief, at(pair.huiji, "transfers?show=out"))

    back = form_of(page(theirs, there), "return")
    sent = theirs.post(there, data={**back, **WHY, "decision": UPPER})
    assert sent.status_code == 303, sent.text
    pair.settle(TODAY)
    assert "退回的移交" in page(theirs, there)
    assert "原来的移交" in page(chief, at(pair.huiji, sent.headers["Location"].split("/", 3)[3]))


def test_the_page_says_for_whom_a_deputy_signed_in_the_own_county_alone(
    pair: Pair, visit: Visit
) -> None:
    pair.huiji.lend(TODAY, "chief", "chief_procurator", "prosecutor")
    transfer_id = pair.offer(pair.clue().id, who="prosecutor", day=TODAY)
    pair.settle(TODAY)
    said = "prosecutor 代 chief（检察长）办理"
    where = f"transfers/{transfer_id}"
    assert said in page(visit(pair.huiji, "chief"), at(pair.huiji, where))
    assert said not in page(visit(pair.shandan, "chief"), at(pair.shandan, where))


@pytest.mark.parametrize("step", ["accept", "reject", "revoke"])
def test_decided_meanwhile_the_form_says_so(pair: Pair, visit: Visit, step: str) -> None:
    _, transfer_id = pair.offered(TODAY)
    pair.settle(TODAY)
    county = pair.huiji if step == "revoke" else pair.shandan
    browser, address = visit(county, "chief"), at(county, f"transfers/{transfer_id}")
    hidden = form_of(page(browser, address), step)
    pair.accept(transfer_id, day=TODAY)
    pair.settle(TODAY)

    late = browser.post(address, data={**hidden, "reason": "再查", "decision": UPPER})

    assert late.status_code in {409, 412}
    assert "没有保存" in late.text


def test_the_same_form_sent_twice_offers_once(pair: Pair, visit: Visit) -> None:
    clue = pair.clue()
    chief = visit(pair.huiji, "chief")
    address = at(pair.huiji, f"transfers/new?mechanism={KEY}&case_id={clue.id}")
    hidden = form_of(page(chief, address), "offer")
    asked = {**hidden, "county": str(SHANDAN), "unit": "山丹县人民检察院", **WHY}

    answers = [chief.post(at(pair.huiji, "transfers/new"), data=asked) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert len({answer.headers["Location"] for answer in answers}) == 1


def test_nothing_to_show_is_said(pair: Pair, visit: Visit) -> None:
    assert "没有跨县移交" in page(visit(pair.huiji, "chief"), at(pair.huiji, "transfers"))
    unknown = at(pair.huiji, f"transfers/{UUID(int=1)}")
    assert visit(pair.huiji, "chief").get(unknown).status_code == 404
    wrong = visit(pair.huiji, "chief").get(at(pair.huiji, f"transfers/new?mechanism={KEY}"))
    assert wrong.status_code == 404


@pytest.mark.parametrize("path", ["transfers", "transfers/{id}", "transfers/new?{case}"])
def test_in_english_nothing_is_left_in_chinese(pair: Pair, visit: Visit, path: str) -> None:
    case_id, transfer_id = pair.offered(TODAY)
    pair.settle(TODAY)
    browser = visit(pair.huiji, "chief")
    browser.set_cookie("ld_language", "en")
    case = f"mechanism={KEY}&case_id={case_id}"

    text = page(browser, at(pair.huiji, path.format(id=transfer_id, case=case)))

    assert "跨县移交" not in text
    assert "移交的理由" not in text


def test_another_county_is_asked_to_take_part_and_says_its_result(
    joint: Joint, visit: Visit
) -> None:
    lead, there = joint.pair.huiji, joint.pair.shandan
    director, theirs = visit(lead, "director"), visit(there, "director")
    case = at(lead, f"cases/{DISPUTE}/{joint.case_id}")
    assert "请其他县共同办理" in page(director, case)
    assert "请其他县共同办理" not in page(visit(lead, "officer"), case)
    new = at(lead, f"transfers/new?mechanism={DISPUTE}&case_id={joint.case_id}")
    asked = {**form_of(page(director, new), "join"), **ASKED}
    done = director.post(at(lead, "transfers/new"), data=asked)
    assert done.status_code == 303
    one = done.headers["Location"]

    joint.pair.settle(TODAY)
    assert "请本单位共同办理" in page(theirs, at(there, "notices"))
    other = one.replace(str(lead.tenant_id), str(there.tenant_id))
    taken = theirs.post(other, data=form_of(page(theirs, other), "accept"))
    assert taken.status_code == 303
    result = {**form_of(page(theirs, other), "result"), "outcome": "resolved", "reason": "已和解"}
    assert theirs.post(other, data=result).status_code == 303
    joint.pair.settle(TODAY)

    shown = page(director, one)
    assert "共同办理：已化解" in shown
    assert "已和解" in shown
    assert visit(there, "planner").get(other).status_code == 404
