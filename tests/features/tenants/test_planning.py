"""What a package would change is said value by value, before anything is written."""

from copy import deepcopy
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.tenants.service import Change, compile_package, plan
from liandong.features.tenants.service.applying import count_revisions
from liandong.features.tenants.service.planning import changes
from support.counties import SHANDAN, shipped


def shandan() -> Any:
    return compile_package(shipped(SHANDAN)).package


def altered(**parts: Any) -> list[Change]:
    before = shandan().canonical()
    return list(changes(before, {**deepcopy(before), **parts}))


def test_equal_packages_change_nothing() -> None:
    assert altered() == []


def test_what_comes_goes_and_becomes_another_is_told_apart() -> None:
    limits = shandan().canonical()["limits"]
    first, second, *rest = limits
    other = {**second, "supplements": "SUG-11"}
    extra = {**first, "id": "SEED-SD-09"}

    found = altered(limits=[other, *rest, extra])

    assert [(each.mark, each.key, each.path) for each in found] == [
        ("-", first["id"], ""),
        ("~", second["id"], "supplements"),
        ("+", "SEED-SD-09", ""),
    ]
    assert (found[1].before, found[1].after) == ("SUG-05", "SUG-11")


def test_changed_clause_of_a_rule_is_named() -> None:
    settings = deepcopy(shandan().canonical()["settings"])
    settings[0]["source"]["basis"][0]["clause"] = "三(二)"

    (found,) = altered(settings=settings)

    assert (found.part, found.key, found.path) == ("settings", settings[0]["key"], "source.basis")


def test_another_order_of_the_ladder_is_a_change() -> None:
    ladder = shandan().canonical()["escalation"]

    (found,) = altered(escalation=ladder[::-1])

    assert (found.path, found.before) == ("order", [rung["key"] for rung in ladder])


def test_plan_compares_with_what_is_in_force_and_writes_nothing(
    sessions: sessionmaker[Session],
) -> None:
    package = compile_package(shipped(SHANDAN))
    with unit_of_work(sessions, SHANDAN) as uow:
        before = count_revisions(uow)
        assert plan(uow, package) == []
    with unit_of_work(sessions, 620799) as uow:
        assert {each.mark for each in plan(uow, package)} == {"+"}
        assert count_revisions(uow) == 0
    with unit_of_work(sessions, SHANDAN) as uow:
        assert count_revisions(uow) == before
