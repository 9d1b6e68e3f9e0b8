"""The pages of the year: who opens them, what a form keeps when it is refused."""

import re
from collections.abc import Callable
from html import unescape
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from liandong.db.unit_of_work import unit_of_work
from support.assessing import FROZEN, SELF, Assessing, ballot_scheme
from support.counties import HUIJI, County
from support.http import open_app, post_form, sign_in

HOME = f"/t/{HUIJI}/assessment"
Browse = Callable[[str], FlaskClient]


@pytest.fixture(scope="module")
def opened(own_county: County) -> tuple[Browse, UUID]:
    with unit_of_work(own_county.sessions, HUIJI) as uow:
        play = Assessing(uow, own_county)
        play.plan(raw=ballot_scheme("pages"))
        play.step("clerk", SELF, "noticed")
        play.assign()
        play.step("clerk", FROZEN, "frozen")
    app = open_app(own_county.sessions, "2026-11-05")
    return lambda who: sign_in(app, own_county, who, "2026-11-05").browser, play.round_id


def test_each_opens_what_is_theirs(opened: tuple[Browse, UUID]) -> None:
    browse, round_id = opened
    base = f"{HOME}/{round_id}"
    office = [base, f"{base}/inspections/new", f"{base}/tasks/new", f"{HOME}/schemes"]
    office += [f"{base}/ballots/leaders/{page}" for page in ("call", "papers")]
    office.append(f"{base}/ballots/leaders.xlsx")
    shared = [f"{base}/{page}" for page in ("inspections", "ballots", "flags", "burden")]
    clerk, police = browse("clerk"), browse("police")

    assert {path: clerk.get(path).status_code for path in [*office, *shared]} == dict.fromkeys(
        [*office, *shared], 200
    )
    assert [police.get(path).status_code for path in shared] == [200] * 4
    assert all(police.get(path).status_code in {404, 409} for path in office)
    assert police.get(f"{base}/units/finance").status_code == 404


def test_from_an_inspection_to_its_task_done_in_the_browser(opened: tuple[Browse, UUID]) -> None:
    browse, round_id = opened
    base = f"{HOME}/{round_id}"
    clerk, liaison = browse("clerk"), browse("liaison")
    said = {"unit": "finance", "on": "2026-11-04", "found": "清单没有落实", "mend": "补齐"}
    wrong = post_form(clerk, f"{base}/inspections/new", **said)
    assert wrong.status_code == 422
    assert "请写检查的人" in wrong.text
    assert "清单没有落实" in wrong.text
    right = post_form(clerk, f"{base}/inspections/new", **said, by="督导一组", due="2026-12-01")
    assert right.status_code == 303, right.text
    (path,) = set(re.findall(rf'href="({base}/tasks/[0-9a-f-]+)"', liaison.get(
        f"{base}/inspections").text))  # fmt: skip
    answered = post_form(liaison, path, text="已补齐")
    assert answered.status_code == 303, answered.text
    assert "待验收" in clerk.get(path).text
    assert "验收结果" in clerk.get(path).text
    assert browse("police").get(path).status_code == 404


def test_a_vote_is_called_cast_and_counted_in_the_browser(opened: tuple[Browse, UUID]) -> None:
    browse, round_id = opened
    base = f"{HOME}/{round_id}"
    clerk, convener = browse("clerk"), browse("convener")
    people = re.findall(
        r'name="accounts" value="([^"]+)"[^>]*> <span class="ld-second">convener',
        clerk.get(f"{base}/ballots/leaders/call").text,
    )
    called = post_form(clerk, f"{base}/ballots/leaders/call", accounts=people)
    assert called.status_code == 303, called.text
    refused = post_form(convener, f"{base}/ballots/leaders", finance="101", police="90")
    assert refused.status_code == 422
    assert 'value="90"' in refused.text
    cast = post_form(convener, f"{base}/ballots/leaders", finance="95", police="90")
    assert cast.status_code == 303, cast.text
    assert "您的票已经投出" in convener.get(f"{base}/ballots").text
    assert convener.get(f"{base}/ballots/leaders").status_code == 404


def test_an_edition_is_tried_before_it_is_kept(opened: tuple[Browse, UUID]) -> None:
    browse, round_id = opened
    clerk = browse("clerk")
    listed = clerk.get(f"{HOME}/schemes").text
    path = re.findall(rf'href="({HOME}/schemes/[0-9a-f-]+/edit)"', listed)[-1]
    head = {"title": "考核方案", "edition": "2026-9", "act": "try", "on": str(round_id)}
    rule = re.search(r'name="rule:5.1"[^>]*>\n(.*?)</textarea>', clerk.get(path).text, re.DOTALL)
    assert rule is not None
    harder = rule[1].replace("practices:", "cases:").replace("per: practices", "per: cases")
    tried = post_form(clerk, path, **head, **{"rule:5.1": unescape(harder)})
    wrong = post_form(clerk, path, **head, **{"points:4.1": "7"})

    assert tried.status_code == 200
    assert "“认定的经验做法”那时没有数据，这一项算不出" in tried.text
    assert 'id="trial"' in tried.text
    assert wrong.status_code == 200
    assert 'id="trial"' not in wrong.text
    assert "还有" in wrong.text
    assert "2026-9" not in clerk.get(f"{HOME}/schemes").text


def test_an_edition_is_edited_into_the_next_one(opened: tuple[Browse, UUID]) -> None:
    browse, _ = opened
    clerk = browse("clerk")
    (path,) = set(re.findall(rf'href="({HOME}/schemes/[0-9a-f-]+/edit)"', clerk.get(
        f"{HOME}/schemes").text))  # fmt: skip
    page = clerk.get(path).text
    assert 'name="points:4.1" value="6"' in page
    bad = post_form(
        clerk, path, title="考核方案", edition="2026-2", act="save", **{"points:4.1": "7"}
    )
    assert bad.status_code == 422
    assert 'name="points:4.1" value="7"' in bad.text
    good = post_form(clerk, path, title="新考核方案", edition="2026-2", act="save")
    assert good.status_code == 303, good.text
    assert "新考核方案" in clerk.get(f"{HOME}/schemes").text
    same = post_form(clerk, path, title="又一个", edition="2026-2", act="save")
    assert same.status_code == 409
    assert "又一个" in same.text
