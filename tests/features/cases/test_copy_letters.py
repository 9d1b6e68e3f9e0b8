"""A letter that copies a unit is for that unit alone: by the API, the lists and the pages."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from liandong.features.cases import service
from liandong.features.units import service as units
from support.browsing import visit
from support.counties import KEY, County, build_county
from support.http import open_app, sign_in
from support.stages import DAY, STAGES

__all__ = ["visit"]
SEES = {"prosecutor": True, "chief": True, "reader": True, "handler": False, "head": False}


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


@pytest.fixture
def copied(huiji: County) -> UUID:
    return STAGES["copied"](huiji)


@pytest.fixture
def app(sessions: sessionmaker[Session]) -> Iterator[Flask]:
    return open_app(sessions, DAY)


def _letter_id(county: County, case_id: UUID) -> str:
    papers = county.look("prosecutor", case_id)["documents"]
    return next(p["id"] for p in papers if p["type"] == "copy_letter")


def test_the_copied_unit_reads_it_and_the_addressee_does_not(
    app: Flask, huiji: County, copied: UUID
) -> None:
    letter = _letter_id(huiji, copied)

    for who, sees in SEES.items():
        caller = sign_in(app, huiji, who, DAY)
        types = {p["type"] for p in caller.get(f"/{KEY}/{copied}").json["documents"]}
        taken = caller.get(f"/{KEY}/{copied}/documents/{letter}.docx")
        assert ("copy_letter" in types) is sees, who
        assert taken.status_code == (200 if sees else 404), who


def test_the_lists_of_papers_hold_it_for_the_same_people(huiji: County, copied: UUID) -> None:
    assert copied
    for who, sees in SEES.items():
        with huiji.acting(who, DAY) as (uow, me, _):
            found = service.list_papers(uow, me)
            assert ("copy_letter" in {each.paper.type for each in found}) is sees, who
            assert service.count_papers(uow, me)[""] == len(found)


def test_the_page_names_the_copied_unit_as_its_receiver(
    huiji: County, copied: UUID, visit: Callable[..., object]
) -> None:
    text = visit(huiji, "prosecutor").get("/t/410108/documents").text  # type: ignore[attr-defined]

    row = next(part for part in text.split("<tr") if "抄送函" in part)
    with huiji.acting("prosecutor", DAY) as (uow, _, _):
        name = units.get(uow, huiji.units["copied"]).name
    assert name in row
    assert copied
