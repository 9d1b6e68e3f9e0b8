"""Satisfaction ballots: who is called, that nobody can tell who gave what, which ballots count."""

from typing import Any

import pytest
from sqlalchemy import select

from liandong.features.assessment.errors import NotYoursError, StepError, VotedError
from liandong.features.assessment.models import AssessmentBallot, AssessmentEvent
from liandong.features.assessment.service import balloting
from liandong.features.assessment.service.assembling import evidence
from liandong.features.audit.models import AuditEntry
from liandong.kernel.errors import InvalidInputError, NotFoundError
from support.assessing import FROZEN, RESULT, SELF, Assessing, ballot_scheme


@pytest.fixture
def asked(play: Assessing) -> Assessing:
    """A round whose scheme asks leaders and members for ballots, its figures frozen."""
    play.plan(raw=ballot_scheme("asked"))
    play.step("clerk", SELF, "noticed")
    play.step("clerk", FROZEN, "frozen")
    call(play, "leaders", "convener")
    call(play, "members", "liaison", "police", "second")
    return play


def call(play: Assessing, group: str, *names: str) -> None:
    accounts = {play.county.people[name] for name in names}
    clerk = play.who("clerk", FROZEN)
    balloting.call_raters(play.uow, clerk, FROZEN, play.round_id, group, accounts)


def vote(play: Assessing, who: str, group: str, **scores: str) -> None:
    balloting.cast(play.uow, play.who(who, FROZEN), FROZEN, play.round_id, group, scores)


def test_that_somebody_voted_is_kept_and_what_they_gave_is_kept_without_them(
    asked: Assessing,
) -> None:
    vote(asked, "convener", "leaders", finance="93.75", police="88")
    me = str(asked.county.people["convener"])
    (ballot,) = asked.uow.session.scalars(select(AssessmentBallot))
    events = asked.uow.session.scalars(
        select(AssessmentEvent).where(AssessmentEvent.kind == "ballot")
    )
    audited = asked.uow.session.scalars(select(AuditEntry).where(AuditEntry.action.like("assess%")))

    assert [each.content for each in events] == [{"group": "leaders"}]
    assert ballot.scores == {"finance": "93.75", "police": "88"}
    assert me not in str(vars(ballot))
    assert ballot.id.version == 4  # an id of time would tell who came when
    assert "93.75" not in str([each.content for each in audited])


def test_one_votes_once_and_only_when_called(asked: Assessing) -> None:
    vote(asked, "liaison", "members", police="90")
    with pytest.raises(VotedError):
        vote(asked, "liaison", "members", police="10")
    with pytest.raises(NotFoundError):
        vote(asked, "liaison", "leaders", police="90")
    with pytest.raises(NotFoundError):
        vote(asked, "clerk", "members", police="90")
    head = asked.who("finance_head", FROZEN)
    with pytest.raises(NotYoursError):
        balloting.call_raters(asked.uow, head, FROZEN, asked.round_id, "members", set())


def test_nobody_rates_the_own_unit_and_a_wrong_score_names_its_unit(asked: Assessing) -> None:
    wrong = {"finance": "90", "police": "101", "statistics": "好", "nobody": "1"}
    with pytest.raises(InvalidInputError) as refused:
        vote(asked, "liaison", "members", **wrong)
    with pytest.raises(InvalidInputError):
        vote(asked, "liaison", "members")

    assert sorted(each.where for each in refused.value.problems) == sorted(wrong)
    assert not asked.standing().ballots


def test_who_voted_stays_called(asked: Assessing) -> None:
    vote(asked, "liaison", "members", police="90")
    with pytest.raises(InvalidInputError):
        call(asked, "members", "police")
    call(asked, "members", "liaison", "first")


def test_a_ballot_that_breaks_the_rule_is_void_and_counted_so(asked: Assessing) -> None:
    others = [key for key in asked.standing().participants if key != "finance"]
    vote(asked, "liaison", "members", **dict.fromkeys(others, "99"))
    vote(asked, "police", "members", finance="80")
    groups = {each.group.key: each for each in balloting.turnout(asked.standing())}
    members = groups["members"]

    assert (members.called, members.cast, members.valid) == (3, 2, 1)
    assert ["95 分及以上的有" in each.zh for each in members.void] == [True]
    votes = evidence(asked.standing())
    assert votes["finance"]["6.1/votes"] == {"members": ["80"]}
    assert votes["statistics"].get("6.1/votes") is None


def test_papers_are_entered_all_or_none(asked: Assessing) -> None:
    clerk, about = asked.who("clerk", FROZEN), (asked.round_id, "leaders")
    good: dict[str, Any] = {"finance": "90"}
    with pytest.raises(InvalidInputError) as refused:
        balloting.enter_papers(asked.uow, clerk, FROZEN, *about, [good, {"police": "x"}], "收票")
    assert [each.where for each in refused.value.problems] == ["2.police"]
    assert not asked.standing().ballots
    balloting.enter_papers(asked.uow, clerk, FROZEN, *about, [good, good], "会上收票，两人计票")
    leaders = next(t for t in balloting.turnout(asked.standing()) if t.group.key == "leaders")

    assert (leaders.called, leaders.cast, leaders.valid) == (3, 2, 2)


def test_ballots_are_cast_while_scoring_and_no_result_comes_without(asked: Assessing) -> None:
    asked.assign()
    asked.mark_all()
    with pytest.raises(StepError) as refused:
        asked.step("clerk", RESULT, "preliminary")
    assert "区领导和召集人" in str(refused.value)
    vote(asked, "convener", "leaders", **dict.fromkeys(asked.standing().participants, "90"))
    for who, own in (("liaison", "finance"), ("police", "police")):
        given = {key: "80" for key in asked.standing().participants if key != own}
        vote(asked, who, "members", **given)
    asked.step("clerk", RESULT, "preliminary")
    place = asked.standing().results[-1].content["content"]["outcome"]["units"]["finance"]

    # 90 × 1.2 ÷ 100 + 80 × 0.8 ÷ 100 = 1.08 + 0.64
    assert place["places"]["6.1"]["points"] == "1.72"
    with pytest.raises(StepError):
        vote(asked, "second", "members", finance="80")


def test_a_round_that_asks_nobody_has_no_ballots(noticed: Assessing) -> None:
    assert not balloting.rater_groups(noticed.standing())
