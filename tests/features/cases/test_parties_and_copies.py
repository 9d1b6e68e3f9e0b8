"""A case has one addressee beside its issuer; a copy is what a rule of the county says."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from liandong.features.cases import service
from liandong.features.cases.errors import FactsError, PartiesError
from liandong.features.cases.service import FireTransition, PartyCommand, RowCommand
from support.counties import KEY, SHANDAN, County

DAY = "2026-04-27"
ON = date.fromisoformat(DAY)
FACTS = {"title": "一件", "kind": "other"}
RULE = "suggestion_to_county_government"
Counties = Callable[..., County]


def _open(county: County, *parties: tuple[str, str], rows: tuple[RowCommand, ...] = ()) -> UUID:
    named = tuple(PartyCommand(county.units[unit], part) for unit, part in parties)
    with county.acting("prosecutor", DAY) as (uow, me, clock):
        command = FireTransition("open", ON, FACTS, rows, named)
        return service.open_case(uow, me, clock, KEY, command).id


@pytest.mark.parametrize(
    ("parties", "field"),
    [
        ((), "parties.addressee"),
        ((("addressee", "addressee"), ("bystander", "addressee")), "parties.addressee"),
        ((("addressee", "addressee"), ("addressee", "addressee")), "parties.addressee"),
        ((("procuratorate", "addressee"),), "parties[0].unit_id"),
        ((("addressee", "addressee"), ("copied", "copied")), "parties[1].part"),
        ((("addressee", "addressee"), ("procuratorate", "issuer")), "parties[1].part"),
    ],
)
def test_a_case_opens_with_one_addressee_that_is_not_the_issuer(
    county: Counties, parties: tuple[tuple[str, str], ...], field: str
) -> None:
    with pytest.raises(PartiesError) as refused:
        _open(county(), *parties)

    assert refused.value.code == "case.parties"
    assert field in {problem.where for problem in refused.value.problems}


def _copy(county: County, unit: str, **facts: Any) -> RowCommand:
    stated = {"copy_unit": str(county.units.get(unit, unit)), "copy_rule": RULE, **facts}
    return RowCommand("copy", "list", None, stated)


@pytest.mark.parametrize(
    ("unit", "facts", "field"),
    [
        ("zz", {}, "copy_unit"),
        ("01890000-0000-7000-8000-000000000000", {}, "copy_unit"),
        ("addressee", {}, "copy_unit"),
        ("procuratorate", {}, "copy_unit"),
        ("bystander", {}, "copy_unit"),
        ("copied", {"copy_rule": "bogus"}, "copy_rule"),
        ("copied", {"copy_rule": ""}, "copy_rule"),
        ("copied", {"copy_kind": "optional"}, "copy_kind"),
        ("copied", {"copy_basis": "无"}, "copy_basis"),
    ],
)
@pytest.mark.parametrize("is_opening", [True, False])
def test_a_copy_outside_the_rules_of_the_county_is_refused(
    county: Counties, unit: str, facts: dict[str, Any], field: str, is_opening: bool
) -> None:
    shandan = county(SHANDAN)
    row = _copy(shandan, unit, **facts)

    def list_it() -> None:
        if is_opening:
            _open(shandan, ("addressee", "addressee"), rows=(row,))
        else:
            shandan.fire("prosecutor", DAY, shandan.open(DAY), None, rows=(row,))

    with pytest.raises(FactsError) as refused:
        list_it()

    assert [problem.where for problem in refused.value.problems] == [f"rows[0].facts.{field}"]


def test_binding_and_basis_of_a_copy_are_those_of_its_rule(county: Counties) -> None:
    shandan = county(SHANDAN)
    case_id = shandan.open(DAY)

    shandan.list_copy(DAY, case_id)

    facts = next(r["facts"] for r in shandan.look("chief", case_id)["rows"] if r["type"] == "copy")
    assert facts["copy_kind"] == "mandatory"
    assert "三（四）" in facts["copy_basis"]


def test_a_unit_is_listed_once_and_again_only_after_it_was_left_out(county: Counties) -> None:
    shandan = county(SHANDAN)
    case_id = shandan.open(DAY)
    shandan.list_copy(DAY, case_id)

    with pytest.raises(FactsError):
        shandan.list_copy(DAY, case_id)
    both = (_copy(shandan, "discipline", copy_rule="suggestion_national_optional"),) * 2
    with pytest.raises(FactsError):
        shandan.fire("prosecutor", DAY, case_id, None, rows=both)
    shandan.move_row("chief", DAY, case_id, "copy", "leave_out", why="已另行专报")
    shandan.list_copy(DAY, case_id)
