"""The command line compares two counties, and lists what waits for every tenant."""

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import global_session
from liandong.entrypoints.cli import main
from liandong.features.tenants.models import Tenant
from support.counties import HUIJI, XUYI


@pytest.fixture
def call(database: str) -> Callable[..., Result]:
    def run(*words: object) -> Result:
        environment = {"LIANDONG_DATABASE_URL": database}
        return CliRunner().invoke(main, ["tenant", *map(str, words)], env=environment)

    return run


def test_two_counties_differ_and_one_does_not_from_itself(call: Callable[..., Result]) -> None:
    same, other = call("compare", HUIJI, HUIJI), call("compare", HUIJI, XUYI, "--json")

    assert (same.exit_code, other.exit_code) == (0, 1)
    assert "配置一样" in same.output
    told = json.loads(other.output)
    assert (told["left"], told["right"]) == (str(HUIJI), str(XUYI))
    assert {"units", "settings"} <= {each["part"] for each in told["differences"]}
    assert "惠济区" in call("compare", HUIJI, XUYI).output
    assert call("compare", HUIJI, "999999").exit_code == 2


def test_the_list_says_what_was_refused_and_what_waits(
    call: Callable[..., Result], sessions: sessionmaker[Session]
) -> None:
    refusal = [{"where": "limits.SUG-01", "zh": "不能短于 30 天", "en": "not below 30 days"}]
    with global_session(sessions) as session:
        session.get_one(Tenant, HUIJI).refusal = refusal
        session.get_one(Tenant, XUYI).parent_position = -1

    said, told = call("list"), json.loads(call("list", "--json").output)

    assert said.exit_code == 0
    assert "limits.SUG-01：不能短于 30 天" in said.output
    assert "等待采用上级的修改" in said.output
    assert "单位没有联络员" in said.output
    (huiji,) = (each for each in told if each["code"] == str(HUIJI))
    assert huiji["refusal"] == refusal
    assert huiji["health"]["units_without_liaison"] > 0
