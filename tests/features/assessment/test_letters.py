"""Letters of a round: numbered once, kept as sent, corrected by another, received by each unit."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from uuid import UUID

import pytest

from liandong.db.unit_of_work import unit_of_work
from liandong.features.assessment.errors import NotYoursError, StepError
from liandong.features.assessment.models import AssessmentEvent
from liandong.features.assessment.pages.letter_view import letters_page
from liandong.features.assessment.service import inspecting, issuing
from liandong.features.assessment.service.issuing import Order
from liandong.features.assessment.service.saying import About
from liandong.features.assessment.service.viewing import see
from liandong.kernel.errors import InvalidInputError, NotFoundError
from support.assessing import SELF, STORE, Assessing
from support.counties import HUIJI, County
from support.http import Caller, open_app, post_form, sign_in

HOME = f"/t/{HUIJI}/assessment"
API = f"/api/v1/t/{HUIJI}/assessment/rounds"
TODAY = SELF.today()
VISIT = Order("inspection", units=["finance"], on=TODAY, by="督导一组", what="清单\n台账")
Enter = Callable[[str], Caller]


def send(play: Assessing, order: Order, who: str = "clerk") -> AssessmentEvent:
    return issuing.issue(play.uow, play.who(who, SELF), SELF, STORE, play.round_id, order)


def receive(play: Assessing, letter: UUID, who: str = "liaison") -> AssessmentEvent:
    return issuing.receive(play.uow, play.who(who, SELF), SELF, play.round_id, letter)


def opened(play: Assessing, letter: UUID, who: str) -> bytes:
    taken = issuing.open_letter(play.uow, play.who(who, SELF), STORE, play.round_id, letter)
    with taken.content:
        return bytes(taken.content.read())


def serial(event: AssessmentEvent) -> int:
    return int(event.content["number"].partition("〕")[2].removesuffix("号"))


def test_a_letter_is_numbered_kept_and_goes_to_its_units(noticed: Assessing) -> None:
    notice, visit = send(noticed, Order("notice")), send(noticed, VISIT)

    assert (notice.content["to"], visit.content["to"]) == (
        [*noticed.standing().participants],
        ["finance"],
    )
    assert serial(visit) == serial(notice) + 1
    assert "考〔2026〕" in notice.content["number"]
    for who in ("clerk", "liaison"):
        kept = opened(noticed, visit.id, who)
        assert kept.startswith(b"%PDF")
        assert sha256(kept).hexdigest() == visit.content["sha256"]
    with pytest.raises(NotFoundError):
        opened(noticed, visit.id, "police")


def test_what_went_out_is_corrected_by_another_and_never_sent_twice(noticed: Assessing) -> None:
    first = send(noticed, Order("notice"))
    with pytest.raises(StepError):
        send(noticed, Order("notice"))
    again = Order("notice", replaces=first.id, reason="自评截止日写错")
    with pytest.raises(InvalidInputError):
        send(noticed, replace(again, reason=" "))
    with pytest.raises(NotFoundError):
        send(noticed, replace(VISIT, replaces=first.id, reason="写错"))
    second = send(noticed, again)
    with pytest.raises(StepError):
        send(noticed, again)
    letters = noticed.standing().letters

    assert serial(second) == serial(first) + 1
    assert letters[first.id].replaced_by == second.id
    assert letters[first.id].content == first.content
    page = letters_page(see(noticed.uow, noticed.who("clerk", SELF), noticed.round_id), HOME, {},
                        receives=True)  # fmt: skip
    assert [row["correct"] is None for row in page["rows"]] == [False, True]
    assert page["rows"][0]["notes"] == [f"更正 {first.content['number']}：自评截止日写错"]


def test_each_unit_receives_once_and_nobody_for_another(noticed: Assessing) -> None:
    visit = send(noticed, VISIT)
    with pytest.raises(NotFoundError):
        receive(noticed, visit.id, "police")
    receive(noticed, visit.id)
    with pytest.raises(StepError):
        receive(noticed, visit.id)

    clerk, liaison = (see(noticed.uow, noticed.who(who, SELF), noticed.round_id) for who in
                      ("clerk", "liaison"))  # fmt: skip
    (dumped,) = issuing.dump_letters(clerk)
    assert [each["unit"] for each in dumped["receipts"]] == ["finance"]
    (row,) = letters_page(clerk, HOME, {}, receives=True)["rows"]
    assert (row["received"], row["waiting"]) == ("1 / 1", "")
    (mine,) = letters_page(liaison, HOME, {}, receives=True)["rows"]
    assert mine["receive"] is None
    assert "签收" in mine["mine"]


def test_a_notice_to_put_right_names_the_task_and_its_day(noticed: Assessing) -> None:
    clerk = noticed.who("clerk", SELF)
    about = About(noticed.round_id, "finance", "4.1")
    task = inspecting.set_task(noticed.uow, clerk, SELF, about, "补齐台账", TODAY)
    sent = send(noticed, Order("task", task=task.id))

    assert sent.content["to"] == ["finance"]
    with pytest.raises(StepError):
        send(noticed, Order("task", task=task.id))
    again = send(noticed, Order("task", replaces=sent.id, reason="期限写错"))
    assert again.content["task"] == str(task.id)


def test_a_draft_is_read_until_it_is_sent_and_by_no_unit(noticed: Assessing) -> None:
    def offered(who: str) -> list[str]:
        sight = see(noticed.uow, noticed.who(who, SELF), noticed.round_id)
        return [each["label"] for each in letters_page(sight, HOME, {}, receives=True)["actions"]]

    assert offered("clerk") == ["考核通知（稿）", "发考核通知", "发检查通知"]
    assert offered("liaison") == []
    send(noticed, Order("notice"))
    assert offered("clerk") == ["发检查通知"]


@pytest.mark.parametrize(
    ("order", "error"),
    [
        (replace(VISIT, units=[]), InvalidInputError),
        (replace(VISIT, units=["nobody"]), InvalidInputError),
        (replace(VISIT, on=None), InvalidInputError),
        (replace(VISIT, on=TODAY.replace(year=2025)), InvalidInputError),
        (replace(VISIT, by=" "), InvalidInputError),
        (replace(VISIT, what=""), InvalidInputError),
        (Order("letter"), InvalidInputError),
        (Order("task"), InvalidInputError),
        (Order("task", task=UUID(int=1)), NotFoundError),
        (Order("notice", replaces=UUID(int=1), reason="写错"), NotFoundError),
        (Order("bulletin"), StepError),
    ],
)
def test_what_cannot_be_sent_is_refused(
    noticed: Assessing, order: Order, error: type[Exception]
) -> None:
    with pytest.raises(error):
        send(noticed, order)
    assert not noticed.standing().letters


def test_only_the_assessor_sends(noticed: Assessing) -> None:
    with pytest.raises(NotYoursError):
        send(noticed, Order("notice"), "finance_head")


@pytest.fixture(scope="module")
def enter(own_county: County) -> tuple[Enter, UUID]:
    with unit_of_work(own_county.sessions, HUIJI) as uow:
        play = Assessing(uow, own_county)
        play.plan()
        play.step("clerk", SELF, "noticed")
    app = open_app(own_county.sessions, TODAY.isoformat())
    return lambda who: sign_in(app, own_county, who, TODAY.isoformat()), play.round_id


def test_a_letter_is_sent_and_received_in_the_browser_and_over_http(
    enter: tuple[Enter, UUID],
) -> None:
    at, round_id = enter
    base = f"{HOME}/{round_id}/letters"
    clerk, liaison, police = at("clerk"), at("liaison"), at("police")
    form = {"kind": "inspection", "on": TODAY.isoformat(), "what": "台账", "units": "finance"}
    wrong = post_form(clerk.browser, f"{base}/new?kind=inspection", f"{base}/new", **form, by="")
    assert wrong.status_code == 422
    assert "请写检查的人" in wrong.text
    assert "台账" in wrong.text
    made = post_form(clerk.browser, f"{base}/new?kind=inspection", f"{base}/new", **form, by="一组")
    assert made.status_code == 303, made.text
    (letter,) = clerk.call("GET", f"{API}/{round_id}/letters").json["items"]
    assert "检查通知" in liaison.browser.get(base).text
    assert letter["number"] not in police.browser.get(base).text
    path = f"{API}/{round_id}/letters/{letter['id']}"
    assert liaison.call("GET", f"{path}/file").data.startswith(b"%PDF")
    assert liaison.browser.get(f"{base}/{letter['id']}.pdf").status_code == 200
    for refused in (f"{path}/file", f"{path}/receipts"):
        method = "GET" if refused.endswith("file") else "POST"
        assert police.call(method, refused).status_code == 404
    taken = post_form(liaison.browser, base, f"{base}/{letter['id']}/receipts")
    assert taken.status_code == 303, taken.text
    assert liaison.call("POST", f"{path}/receipts").status_code == 409
    (seen,) = liaison.call("GET", f"{API}/{round_id}/letters").json["items"]
    assert [each["unit"] for each in seen["receipts"]] == ["finance"]
    assert police.call("GET", f"{API}/{round_id}/letters").json["items"] == []
    notice = clerk.call("POST", f"{API}/{round_id}/letters", {"kind": "notice"})
    assert notice.status_code == 201, notice.text
    assert police.call("POST", f"{API}/{round_id}/letters", {"kind": "notice"}).status_code == 404
