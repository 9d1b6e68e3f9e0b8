"""A round from its plan to its edition: who may do what when, what stands, what is published."""

import json
from datetime import date

import pytest

from liandong.features.assessment.errors import (
    AppealError,
    ConflictOfInterestError,
    NothingToTakeBackError,
    NotYoursError,
    SchemeError,
    SchemeExistsError,
    StepError,
    TamperedError,
    TooLateError,
)
from liandong.features.assessment.service import (
    contesting,
    marking,
    papers,
    running,
    schemes,
    stating,
)
from liandong.features.assessment.service.assembling import places
from liandong.features.assessment.service.contesting import Decision
from liandong.features.assessment.service.editions import get_edition, replay_edition
from liandong.features.assessment.service.saying import About, Judgement
from liandong.features.assessment.service.viewing import result_of
from liandong.kernel.errors import ForbiddenError, InvalidInputError, NotFoundError
from liandong.scoring.robustness import analysed_again
from liandong.scoring.tree import Item
from support.assessing import (
    BEFORE,
    DECIDED,
    FROZEN,
    RESULT,
    SELF,
    WINDOW_OVER,
    Assessing,
    scheme,
)
from support.counties import on


def judged(play: Assessing) -> str:
    """An item that evaluators mark, whatever a unit did."""
    assert play.standing().item("finance", "4.1") is not None
    return "4.1"


def number(play: Assessing, code: str) -> str:
    """The first input of an item that is a number."""
    item = play.standing().item("finance", code)
    assert isinstance(item, Item)
    return item.inputs[0][0].key.partition("/")[2]


def test_everybody_the_county_has_assessed_takes_part(noticed: Assessing) -> None:
    standing = noticed.standing()

    assert standing.state == "noticed"
    assert "justice_bureau" not in standing.participants
    assert {"finance", "police", "procuratorate"} <= standing.participants.keys()
    assert all(each.sheet == "linkage" and each.group for each in standing.participants.values())


def test_only_the_assessor_plans_and_only_with_days_in_order(play: Assessing) -> None:
    with pytest.raises(NotYoursError):
        schemes.state(play.uow, play.who("finance_head"), BEFORE, scheme())
    kept = schemes.state(play.uow, play.who("clerk"), BEFORE, scheme())
    with pytest.raises(SchemeExistsError):
        schemes.state(play.uow, play.who("clerk"), BEFORE, scheme())
    day = date(2026, 5, 1)
    wrong = running.Plan(
        kept.id, "", day, date(2026, 4, 1), day, date(2026, 6, 1), date(2026, 1, 1)
    )
    with pytest.raises(InvalidInputError) as refused:
        running.plan(play.uow, play.who("clerk"), BEFORE, wrong)

    assert [each.where for each in refused.value.problems] == [
        *("title", "until", "self_until", "score_until")
    ]


def test_an_evaluator_is_never_given_the_own_unit(noticed: Assessing) -> None:
    said = running.Assigned(noticed.county.people["second"], {"statistics"}, {"4.1"})

    with pytest.raises(ConflictOfInterestError):
        running.assign(noticed.uow, noticed.who("clerk"), SELF, noticed.round_id, said)


def test_who_stood_aside_marks_no_more_and_the_marks_no_longer_count(frozen: Assessing) -> None:
    code, me = judged(frozen), frozen.county.people["first"]
    frozen.mark("first", "finance", code)
    about = About(frozen.round_id, "finance", code)
    marking.recuse(frozen.uow, frozen.who("first"), FROZEN, about, str(me), "爱人在财政局工作")

    assert str(me) not in frozen.standing().last_marks("finance", code)
    with pytest.raises(ConflictOfInterestError):
        frozen.mark("first", "finance", code)


def test_nobody_marks_what_is_not_theirs_or_before_the_freeze(noticed: Assessing) -> None:
    code = judged(noticed)
    with pytest.raises(StepError):
        noticed.mark("first", "finance", code, SELF)
    noticed.step("clerk", FROZEN, "frozen")

    with pytest.raises(ConflictOfInterestError):
        noticed.mark("second", "statistics", code)
    with pytest.raises(ForbiddenError):
        noticed.mark("liaison", "finance", code)


def test_a_mark_out_of_range_names_the_field(frozen: Assessing) -> None:
    code = judged(frozen)
    name = number(frozen, code)

    with pytest.raises(InvalidInputError) as refused:
        frozen.mark("first", "finance", code, **{name: "999"})

    assert refused.value.problems[0].where == name


def test_two_who_differ_wait_for_somebody_who_marked_neither(frozen: Assessing) -> None:
    code = judged(frozen)
    name = number(frozen, code)
    frozen.mark("first", "finance", code, **{name: "1"})
    frozen.mark("second", "finance", code, **{name: "2"})

    def state() -> str:
        found = [p for p in places(frozen.standing()) if p.unit.key == "finance"]
        return next(p.state for p in found if p.item.code == code)

    assert state() == "differs"
    about = About(frozen.round_id, "finance", code)
    said = Judgement({name: "1.5"}, "合议")
    marking.adjudicate(frozen.uow, frozen.who("justice_head"), FROZEN, about, said)
    assert state() == "adjudicated"
    frozen.mark("second", "finance", code, **{name: "1"})
    assert state() == "agreed"


def test_the_last_mark_is_taken_back_and_the_one_before_counts_again(frozen: Assessing) -> None:
    code, first = judged(frozen), frozen.who("first")
    name, me = number(frozen, code), str(first.account_id)

    def value() -> object:
        said = frozen.standing().last_marks("finance", code).get(me)
        return said.content["values"][name] if said else None

    with pytest.raises(NothingToTakeBackError):
        marking.take_back(frozen.uow, first, FROZEN, frozen.round_id)
    frozen.mark("first", "finance", code, **{name: "1"})
    frozen.mark("second", "finance", code, **{name: "3"})
    frozen.mark("first", "finance", code, **{name: "2"})
    with pytest.raises(NothingToTakeBackError):  # a page that is older than the last mark
        marking.take_back(frozen.uow, first, FROZEN, frozen.round_id, str(frozen.round_id))
    marking.take_back(frozen.uow, first, FROZEN, frozen.round_id)
    assert value() == "1"
    marking.take_back(frozen.uow, first, FROZEN, frozen.round_id)
    assert value() is None
    assert len(frozen.standing().last_marks("finance", code)) == 1
    with pytest.raises(NothingToTakeBackError):
        marking.take_back(frozen.uow, first, FROZEN, frozen.round_id)


def test_what_was_settled_is_not_taken_back_and_a_later_mark_gives_it_back(
    frozen: Assessing,
) -> None:
    code, first = judged(frozen), frozen.who("first")
    name = number(frozen, code)
    frozen.mark("first", "finance", code, **{name: "1"})
    frozen.mark("second", "finance", code, **{name: "2"})
    about, said = About(frozen.round_id, "finance", code), Judgement({name: "1.5"}, "合议")
    marking.adjudicate(frozen.uow, frozen.who("justice_head"), FROZEN, about, said)

    with pytest.raises(NothingToTakeBackError):
        marking.take_back(frozen.uow, first, FROZEN, frozen.round_id)
    frozen.mark("first", "finance", code, **{name: "2"})
    assert not frozen.standing().adjudications
    marking.take_back(frozen.uow, first, FROZEN, frozen.round_id)
    assert frozen.standing().adjudications["finance", code].content["values"] == {name: "1.5"}


def test_the_figures_are_frozen_on_the_day_and_not_before(noticed: Assessing) -> None:
    with pytest.raises(StepError):
        noticed.step("clerk", SELF, "frozen")
    noticed.step("clerk", FROZEN, "frozen")

    assert noticed.standing().figures.keys() == noticed.standing().participants.keys()


def test_a_unit_speaks_for_itself_until_the_day_and_never_after_the_freeze(
    noticed: Assessing,
) -> None:
    about = About(noticed.round_id, "finance", judged(noticed))
    said = stating.Statement("材料齐全，见附件。")
    stating.state(noticed.uow, noticed.who("liaison"), SELF, about, said)
    other = About(noticed.round_id, "police", about.code)
    with pytest.raises(NotFoundError):
        stating.state(noticed.uow, noticed.who("liaison"), SELF, other, said)
    with pytest.raises(TooLateError):
        stating.state(noticed.uow, noticed.who("liaison"), on("2026-11-04"), about, said)
    noticed.step("clerk", FROZEN, "frozen")
    with pytest.raises(StepError):
        stating.state(noticed.uow, noticed.who("liaison"), FROZEN, about, said)

    assert noticed.standing().statements["finance", about.code].content["text"] == said.text


def test_nothing_is_preliminary_while_something_waits(frozen: Assessing) -> None:
    with pytest.raises(StepError) as refused:
        frozen.step("clerk", RESULT, "preliminary")

    assert "没有评完" in refused.value.message_zh


def test_from_the_plan_to_an_edition_that_replays(marked: Assessing) -> None:
    for unit in ("government_office", "statistics"):  # one evaluator each: the other is of the unit
        assert marked.standing().evaluators(unit, "4.1")
    marked.step("clerk", RESULT, "preliminary")
    code = judged(marked)
    about = About(marked.round_id, "finance", code)
    liaison = marked.who("liaison", RESULT)
    appeal = contesting.appeal(marked.uow, liaison, RESULT, about, "5.5", "附件三没有计入")
    with pytest.raises(AppealError):
        contesting.appeal(marked.uow, liaison, RESULT, about, "5.5", "再申诉一次")
    contesting.post(marked.uow, marked.who("clerk"), RESULT, marked.round_id, appeal.id, "请补页码")
    with pytest.raises(StepError):
        marked.step("clerk", RESULT, "reviewed")
    decided = Decision("partly", "5.5", "附件三属实")
    contesting.decide_appeal(
        marked.uow, marked.who("justice_head"), RESULT, marked.round_id, appeal.id, decided
    )
    with pytest.raises(StepError):
        marked.step("clerk", on("2026-11-16"), "reviewed")  # the last day of five working days
    marked.step("clerk", WINDOW_OVER, "reviewed")
    with pytest.raises(ForbiddenError):
        marked.step("clerk", DECIDED, "decided", "同意")
    marked.step("convener", DECIDED, "decided", "会议审定")
    marked.step("clerk", DECIDED, "published")

    edition = get_edition(marked.uow, marked.round_id)
    item = edition.content["outcome"]["units"]["finance"]["places"][code]
    assert item["points"] == "5.50"
    assert item["sum"][-1]["zh"] == "复核后定为 5.50 分"
    first = marked.standing().results[0].content["content"]["outcome"]["units"]["finance"]
    assert first["places"][code]["points"] != "5.50"
    assert replay_edition(marked.uow, marked.round_id) == []
    kept = edition.content["robustness"]
    assert analysed_again(edition.content, lambda _done, _of: None) == kept


def test_an_appeal_after_the_window_is_refused(marked: Assessing) -> None:
    marked.step("clerk", RESULT, "preliminary")
    about = About(marked.round_id, "finance", judged(marked))

    with pytest.raises(TooLateError):
        contesting.appeal(marked.uow, marked.who("liaison"), WINDOW_OVER, about, "6", "晚了")
    with pytest.raises(NotFoundError):
        contesting.appeal(marked.uow, marked.who("police"), RESULT, about, "6", "替别人申诉")


def test_a_tampered_edition_is_refused(marked: Assessing) -> None:
    marked.step("clerk", RESULT, "preliminary")
    marked.step("clerk", WINDOW_OVER, "reviewed")
    marked.step("convener", DECIDED, "decided", "会议审定")
    marked.step("clerk", DECIDED, "published")
    edition = get_edition(marked.uow, marked.round_id)
    units = edition.content["outcome"]["units"]
    changed = units | {"finance": units["finance"] | {"total": "50.00"}}
    outcome = edition.content["outcome"] | {"units": changed}
    edition.content = edition.content | {"outcome": outcome}

    with marked.uow.session.no_autoflush, pytest.raises(TamperedError):
        get_edition(marked.uow, marked.round_id)
    marked.uow.session.expunge(edition)


def test_the_papers_of_a_round_are_written(marked: Assessing) -> None:
    marked.step("clerk", RESULT, "preliminary")
    standing = marked.standing()
    result = result_of(standing)
    assert result is not None
    letters = [
        papers.notice_of(marked.uow, standing),
        papers.bulletin_of(marked.uow, standing, result),
        papers.report_of(marked.uow, standing, result, "finance"),
    ]

    assert all(papers.FILES["docx"](each).startswith(b"PK") for each in letters)


def test_a_scheme_keeps_the_order_in_which_it_was_stated(noticed: Assessing) -> None:
    kept = schemes.list_schemes(noticed.uow, noticed.who("clerk"))
    stated = next(each for each in kept if each.key == "noticed")

    assert json.dumps(stated.content) == json.dumps(scheme("noticed"))


@pytest.mark.parametrize(
    ("metric", "why"),
    [
        ("investigation_cooperation.on_time_rate", "不能用来考核"),
        ("compliance_reform.on_time_rate", "没有启用"),
        ("criminal_transfer.happiness", "没有指标"),
    ],
)
def test_a_scheme_is_refused_whose_data_are_not_to_be_had(
    play: Assessing, metric: str, why: str
) -> None:
    raw = scheme("refused")
    (item,) = [each for each in raw["sheets"][0]["items"][0]["items"] if each["code"] == "3.1"]
    for stated in item["inputs"].values():
        stated["source"]["metric"] = metric
    with pytest.raises(SchemeError) as refused:
        schemes.state(play.uow, play.who("clerk"), BEFORE, raw)

    assert any(why in each.message_zh for each in refused.value.problems)
    assert all(each.where.startswith("3.1.") for each in refused.value.problems)


def test_a_scheme_may_score_by_adoption(play: Assessing) -> None:
    raw = scheme("adopting")
    (item,) = [each for each in raw["sheets"][0]["items"][0]["items"] if each["code"] == "3.1"]
    source = {"metric": "procuratorial_suggestion.adoption_rate"}
    for stated, take in zip(item["inputs"].values(), ("whole", "part"), strict=False):
        stated["source"] = {**source, "take": take}

    assert schemes.state(play.uow, play.who("clerk"), BEFORE, raw).key == "adopting"
