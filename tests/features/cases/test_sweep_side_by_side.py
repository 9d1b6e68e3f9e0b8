"""Counties are swept side by side: one that fails stops no other, and each word is said once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork, unit_of_work
from liandong.features.cases import service
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.cases.service import sweeping
from liandong.features.cases.service.words_due import Said, say_words_due
from liandong.features.deadlines import service as clocks
from liandong.features.deadlines.models import Deadline
from liandong.kernel.clock import Clock
from support.counties import HUIJI, SHANDAN, WENSHUI, County
from support.ladders import DUE, LATE, SERVED, at


@pytest.fixture
def counties(county: Callable[..., County]) -> list[County]:
    """Three counties in each of which a reply is due on the same day."""
    found = [county(code) for code in (HUIJI, SHANDAN, WENSHUI)]
    for each in found:
        each.serve(SERVED)
    return found


def _words(county: County, case_id: UUID | None = None) -> Counter[tuple[str, str]]:
    """Return how often each word was said, by its deadline and its kind."""
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        mine = (CaseEvent.tenant_id == uow.tenant_id, CaseEvent.kind == "reminder")
        said = list(uow.session.scalars(select(CaseEvent).where(*mine)))
    return Counter(
        (e.payload["reminder"]["deadline_id"], e.transition)
        for e in said
        if case_id in {None, e.case_id}
    )


class BrokenError(RuntimeError):
    pass


def test_a_county_that_fails_stops_no_other_and_is_swept_the_next_time(
    counties: list[County], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, *others = counties

    def say_or_break(uow: UnitOfWork, clock: Clock) -> Said:
        if uow.tenant_id == broken.tenant_id:
            raise BrokenError
        return say_words_due(uow, clock)

    monkeypatch.setattr(sweeping, "say_words_due", say_or_break)
    with pytest.raises(ExceptionGroup) as failed:
        service.sweep(broken.sessions, at(DUE))

    (error,) = failed.value.exceptions
    assert isinstance(error, BrokenError)
    assert error.__notes__ == [f"tenant {broken.tenant_id}"]
    assert not _words(broken)
    assert all(_words(each) for each in others)

    before = [_words(each) for each in others]
    monkeypatch.undo()
    assert service.sweep(broken.sessions, at(DUE)) >= sum(_words(broken).values()) > 0
    assert [_words(each) for each in others] == before


def test_two_sweepers_of_several_counties_say_each_word_once(counties: list[County]) -> None:
    for each in counties:
        for _ in range(3):
            each.serve(SERVED)
    sessions = counties[0].sessions

    for day in (DUE, LATE):
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda _, day=day: service.sweep(sessions, at(day)), range(2)))

    for each in counties:
        words = _words(each)
        assert {kind for _, kind in words} >= {"today", "late"}
        assert set(words.values()) == {1}
    assert service.sweep(sessions, at(LATE)) == 0


def test_one_case_alone_says_what_accuses_nobody_and_what_accuses(counties: list[County]) -> None:
    county = counties[0]
    case_id = county.serve(SERVED)
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        assert service.speak_in_case(uow, at(DUE), case_id) > 0
        said = service.speak_in_case(uow, at(LATE), case_id)
        case = uow.session.get(Case, (uow.tenant_id, case_id))
        mine = (Deadline.tenant_id == uow.tenant_id, Deadline.case_id == case_id)
        moved = list(uow.session.scalars(select(Deadline).where(*mine)))
        assert case is not None
        assert case.position == max(clock.position for clock in moved)

    kinds = Counter(kind for _, kind in _words(county, case_id).elements())
    assert kinds["today"] >= 1
    assert kinds["late"] >= 1
    assert said >= 1
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        assert service.speak_in_case(uow, at(LATE), case_id) == 0


def test_the_batch_leaves_what_accuses_to_the_case(counties: list[County]) -> None:
    county = counties[0]
    case_id = county.serve(SERVED)
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        on_the_day = clocks.list_accusing(uow, at(DUE), case_id)  # a word about it is due, too
        assert "SUG-01" not in {deadline.stands_for for deadline in on_the_day}
        say_words_due(uow, at(LATE))
        afterwards = clocks.list_accusing(uow, at(LATE), case_id)
        assert "SUG-01" in {deadline.stands_for for deadline in afterwards}

    assert "late" not in {kind for _, kind in _words(county)}
    service.sweep(county.sessions, at(LATE))
    assert "late" in {kind for _, kind in _words(county)}
