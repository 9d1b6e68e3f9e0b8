"""Papers that show what a unit says: picked, kept, opened by those they concern."""

from datetime import date
from io import BytesIO
from uuid import UUID

import pytest

from liandong.features.assessment.errors import TooLateError
from liandong.features.assessment.service import evidencing, marking, stating
from liandong.features.assessment.service.evidencing import Paper
from liandong.features.assessment.service.saying import About
from liandong.features.cases.service.sealed_files import keep_sealed_file
from liandong.kernel.errors import InvalidInputError, NotFoundError
from support.assessing import FROZEN, PDF, SELF, STORE, Assessing, handed_in


def stated(play: Assessing, *papers: Paper, who: str = "liaison") -> None:
    about = About(play.round_id, "finance", "4.1")
    said = stating.Statement("材料都在平台", papers=papers)
    stating.state(play.uow, play.who(who, SELF), SELF, about, said)


def opened(play: Assessing, who: str, file: UUID) -> str:
    taken = evidencing.open_paper(play.uow, play.who(who, SELF), STORE, play.round_id, file)
    with taken.content:
        return str(taken.name)


def test_a_paper_is_kept_with_its_digest_and_stays_when_the_statement_is_said_again(
    noticed: Assessing,
) -> None:
    file = handed_in(noticed, "liaison")
    stated(noticed, Paper(file.id))
    first = noticed.standing().statements["finance", "4.1"].content["papers"]
    stated(noticed, Paper(file.id))

    assert [each["sha256"] for each in first] == [file.sha256]
    assert first[0]["origin"] == "upload"
    assert noticed.standing().statements["finance", "4.1"].content["papers"] == first


def test_the_unit_its_evaluators_and_the_assessor_open_it_and_nobody_else(
    noticed: Assessing,
) -> None:
    file = handed_in(noticed, "liaison")
    with pytest.raises(NotFoundError):
        opened(noticed, "liaison", file.id)  # given for nothing yet
    stated(noticed, Paper(file.id))

    for who in ("liaison", "first", "second", "clerk"):
        assert opened(noticed, who, file.id) == "现场照片.pdf"
    for who in ("police", "convener"):
        with pytest.raises(NotFoundError):
            opened(noticed, who, file.id)


def test_who_stood_aside_opens_nothing_any_more(noticed: Assessing) -> None:
    file = handed_in(noticed, "liaison")
    stated(noticed, Paper(file.id))
    about = About(noticed.round_id, "finance", "")
    first = noticed.who("first", SELF)
    marking.recuse(noticed.uow, first, SELF, about, str(first.account_id), "曾在该单位任职")

    with pytest.raises(NotFoundError):
        opened(noticed, "first", file.id)


def test_only_open_files_of_the_own_unit_show_anything(noticed: Assessing) -> None:
    foreign = handed_in(noticed, "police")
    liaison = noticed.who("liaison", SELF)
    sealed = keep_sealed_file(noticed.uow, SELF, liaison, STORE, BytesIO(PDF), "涉密.pdf")

    for file in (foreign.id, sealed.id, UUID(int=7)):
        with pytest.raises(InvalidInputError) as refused:
            stated(noticed, Paper(file))
        assert [each.where for each in refused.value.problems] == ["papers"]
    assert not noticed.standing().statements


def test_what_lies_in_the_platform_is_offered_and_nothing_sealed(noticed: Assessing) -> None:
    mine, foreign = handed_in(noticed, "liaison"), handed_in(noticed, "police")
    liaison = noticed.who("liaison", SELF)
    sealed = keep_sealed_file(noticed.uow, SELF, liaison, STORE, BytesIO(PDF), "涉密.pdf")
    offered = evidencing.pickable(noticed.uow, liaison, date(2026, 1, 1))

    ids = {each.id for each in offered.files}
    assert mine.id in ids
    assert not ids & {foreign.id, sealed.id}


def test_a_letter_of_nobody_is_refused(noticed: Assessing) -> None:
    with pytest.raises(InvalidInputError):
        evidencing.keep_letter(noticed.uow, noticed.who("liaison", SELF), SELF, STORE, UUID(int=7))


def test_nothing_is_handed_in_after_the_last_day(noticed: Assessing) -> None:
    file = handed_in(noticed, "liaison")
    about = About(noticed.round_id, "finance", "4.1")
    said = stating.Statement("补交", papers=(Paper(file.id),))

    with pytest.raises(TooLateError):
        stating.state(noticed.uow, noticed.who("liaison", FROZEN), FROZEN, about, said)
