"""`liandong calendar import`, `preview`, `accept` and `show`, by their words and exit codes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.cli import main
from liandong.entrypoints.cli.calendar_words import changed_words
from liandong.entrypoints.scheduling import Asked, accept, preview
from liandong.features.cases.models import CaseEvent
from liandong.features.tenants.models import AcceptedSchedule
from support.counties import HUIJI, SHANDAN, XUYI, County, build_county, on
from support.notices import NOTICE, keep, schedule, table

Call = Callable[..., Result]
SERVED, BEFORE, AFTER = "2026-12-10", "2027-02-10", "2027-02-12"
OPTIONS = ("--notice", NOTICE, "--published-on", "2026-11-04")


@pytest.fixture
def call(database: str) -> Call:
    def run(*words: object) -> Result:
        env = {"LIANDONG_DATABASE_URL": database}
        return CliRunner().invoke(main, ["calendar", *map(str, words)], env=env)

    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "2027.csv"
    path.write_text("\n".join(table()), "utf-8")
    return path


def counted(county: County, table_of: Any, *wanted: Any) -> int:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        mine = table_of.tenant_id == uow.tenant_id
        query = select(func.count()).select_from(table_of).where(mine, *wanted)
        return uow.session.scalar(query) or 0


def recounts(county: County) -> int:
    return counted(county, CaseEvent, CaseEvent.kind == "clock")


def test_a_notice_goes_all_the_way(call: Call, file: Path, sessions: sessionmaker[Session]) -> None:
    counties = [build_county(sessions, code) for code in (HUIJI, SHANDAN)]
    cases = [county.serve(SERVED) for county in counties]

    imported = call("import", file, *OPTIONS)
    assert (imported.exit_code, imported.stdout.partition("：")[0]) == (0, "已导入 / imported")
    before = call("preview", 2027)
    assert before.exit_code == 1
    for words in (f"SUG-01 {BEFORE} → {AFTER}", "春节假期内", "inside the Spring Festival holiday"):
        assert before.stdout.count(words) >= 2
    assert "141121 文水县：改期 0 件" in before.stdout
    waiting = call("show", 2027)
    assert waiting.stdout.count("待接受") == 4
    assert "2027-02-05 – 2027-02-11  休 春节 / Spring Festival" in waiting.stdout
    assert "2027-02-20  补班" in waiting.stdout

    done = call("accept", 2027)

    assert done.exit_code == 0
    assert done.stdout == before.stdout
    for county, case_id in zip(counties, cases, strict=True):
        assert county.deadline(case_id, "SUG-01")["due_on"] == AFTER
    after = call("preview", 2027)
    assert (after.exit_code, after.stdout.count("早已接受")) == (0, 4)
    assert "待接受" not in call("show").stdout
    again = call("accept")
    assert again.exit_code == 0
    assert again.stdout == after.stdout
    assert [recounts(county) for county in counties] == [1, 1]


def count(database: str, *words: str) -> Result:
    return CliRunner().invoke(main, words, env={"LIANDONG_DATABASE_URL": database})


def test_what_is_counted_at_the_command_line_is_counted_as_the_county_does(
    call: Call, file: Path, database: str
) -> None:
    words = ("deadline", "compute", "--limit", "SUG-01", "--event-at", SERVED, "--json")
    compute = [(*words, "--tenant", str(county)) for county in (HUIJI, SHANDAN)]
    call("import", file, *OPTIONS)
    before = [json.loads(count(database, *asked).stdout) for asked in compute]
    call("accept", "--tenant", HUIJI)

    after = [json.loads(count(database, *asked).stdout) for asked in compute]

    assert [each["due_on"] for each in before] == [BEFORE, BEFORE]
    assert [each["due_on"] for each in after] == [AFTER, BEFORE]
    assert [each["provisional"] for each in after] == [False, True]
    assert [each["counted_by"] for each in after] == ["county", "county"]
    asked = ("add", "--from", SERVED, "--length", 2, "--counted-in", "month")
    rolled = (*asked, "--roll", "next_working_day")
    own = call(*rolled, "--tenant", HUIJI).stdout
    assert own.startswith(f"{AFTER}\n")
    assert "按本县现行的：已接受 2027 年（国办发明电〔2026〕9号）放假安排" in own
    shipped = call(*rolled).stdout
    assert shipped.startswith(f"{BEFORE}（预计")
    assert "按随平台的放假安排" in shipped


def test_what_a_county_owes_follows_what_it_accepted(call: Call, file: Path, database: str) -> None:
    asked = ("deadline", "obligations", "--tenant", str(XUYI), "--year", "2027", "--json")
    call("import", file, *OPTIONS)
    before = {each["provisional"] for each in json.loads(count(database, *asked).stdout)}
    call("accept")

    rows = json.loads(count(database, *asked).stdout)

    assert before == {True}
    assert {(each["provisional"], each["counted_by"]) for each in rows} == {(False, "county")}


def test_a_database_that_does_not_answer_is_never_passed_over(tmp_path: Path) -> None:
    silent = f"postgresql+psycopg://liandong_app@/liandong?host={tmp_path}"
    asked = ("--tenant", str(HUIJI), "--limit", "SUG-01", "--event-at", SERVED)

    found = count(silent, "deadline", "compute", *asked)

    assert (found.exit_code, found.stdout) == (3, "")
    assert "数据库没有回答" in found.stderr


def test_a_county_that_is_not_in_the_database_is_counted_as_shipped(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liandong.entrypoints.governing.list_counties", lambda _: [])
    asked = ("--tenant", str(HUIJI), "--limit", "SUG-01", "--event-at", SERVED)

    found = count(database, "deadline", "compute", *asked)

    assert (found.exit_code, "数据库里没有这个区县" in found.stdout) == (0, True)


def test_the_same_file_twice_says_so(call: Call, file: Path) -> None:
    first, second = (json.loads(call("import", file, *OPTIONS, "--json").stdout) for _ in range(2))

    assert (first.pop("is_new"), second.pop("is_new")) == (True, False)
    assert first == second
    assert (first["year"], first["makeup"], first["warnings"]) == (2027, 4, [])


def test_what_was_imported_last_is_taken_also_when_it_was_imported_before(
    call: Call, file: Path
) -> None:
    right = json.loads(call("import", file, *OPTIONS, "--json").stdout)
    text = file.read_text("utf-8")
    file.write_text("\n".join(text.splitlines()[:-1]), "utf-8")  # a make-up day is gone
    wrong = json.loads(call("import", file, *OPTIONS, "--json").stdout)
    file.write_text(text, "utf-8")

    again = json.loads(call("import", file, *OPTIONS, "--json").stdout)

    assert right["digest"] != wrong["digest"]
    assert (again["digest"], again["is_new"]) == (right["digest"], True)
    shown = json.loads(call("show", "2027", "--json").stdout)
    assert len(shown["years"][0]["makeup"]) == 4


def test_a_notice_of_the_future_is_refused(call: Call, file: Path) -> None:
    found = call("import", file, "--notice", NOTICE, "--published-on", "2099-11-04")

    assert (found.exit_code, "发布日期不能晚于今天" in found.stderr) == (2, True)


def test_a_wrong_file_is_refused_and_nothing_is_kept(call: Call, file: Path) -> None:
    file.write_text(file.read_text("utf-8").replace("2027-06-09", "2027-06-10"), "utf-8")

    found = call("import", file)

    assert found.exit_code == 2
    for words in ("2027.csv 文号/notice: 没有写文号", "2027-06-09", "is missing"):
        assert words in found.stderr
    assert call("preview").exit_code == 2


@pytest.mark.parametrize("command", ["preview", "accept"])
def test_without_an_import_there_is_nothing_to_count_by(call: Call, command: str) -> None:
    found = call(command, 2027)

    assert found.exit_code == 2
    assert "没有导入过 2027 的放假安排" in found.stderr


@pytest.mark.parametrize("command", ["preview", "accept", "show"])
def test_an_unknown_county_is_bad_input(call: Call, file: Path, command: str) -> None:
    assert call("import", file, *OPTIONS).exit_code == 0

    found = call(command, "--tenant", "999999")

    assert (found.exit_code, "没有区县“999999”" in found.stderr) == (2, True)


def test_one_county_alone_may_accept(
    call: Call, file: Path, sessions: sessionmaker[Session]
) -> None:
    huiji, shandan = (build_county(sessions, code) for code in (HUIJI, SHANDAN))
    cases = [county.serve(SERVED) for county in (huiji, shandan)]
    call("import", file, *OPTIONS)

    (done,) = json.loads(call("accept", "--tenant", HUIJI, "--json").stdout)

    assert (done["tenant"], [each["to"] for each in done["moved"]]) == (str(HUIJI), [AFTER])
    assert huiji.deadline(cases[0], "SUG-01")["due_on"] == AFTER
    assert shandan.deadline(cases[1], "SUG-01")["due_on"] == BEFORE
    shown = {each["tenant"]: each for each in json.loads(call("show", "--json").stdout)["tenants"]}
    assert (shown[str(HUIJI)]["accepted"], shown[str(HUIJI)]["waiting"]) == ([2027], [])
    assert (shown[str(SHANDAN)]["accepted"], shown[str(SHANDAN)]["waiting"]) == ([], [2027])
    assert shown[str(HUIJI)]["version"] != shown[str(SHANDAN)]["version"]


def test_broken_off_between_two_counties_the_next_run_goes_on(
    sessions: sessionmaker[Session],
) -> None:
    counties = [build_county(sessions, code) for code in (HUIJI, SHANDAN)]
    for county in counties:
        county.serve(SERVED)
    keep(sessions, schedule())

    def killed(done: dict[str, Any]) -> None:
        if done["tenant"] == str(HUIJI):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        accept(sessions, on("2026-12-21"), Asked(), killed)
    assert [counted(county, AcceptedSchedule) for county in counties] == [1, 0]
    assert [recounts(county) > 0 for county in counties] == [True, False]
    done_before = recounts(counties[0])

    told: list[dict[str, Any]] = []
    accept(sessions, on("2026-12-22"), Asked(), told.append)

    moved = {each["tenant"]: len(each["moved"]) for each in told}
    assert (moved[str(HUIJI)], moved[str(SHANDAN)]) == (0, 1)
    assert [counted(county, AcceptedSchedule) for county in counties] == [1, 1]
    assert recounts(counties[0]) == done_before
    assert not [each for each in preview(sessions, Asked()) if each["moved"] or each["settled"]]


def test_broken_off_inside_a_county_nothing_of_it_is_done(
    sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    huiji = build_county(sessions)
    case_id = huiji.serve(SERVED)
    keep(sessions, schedule())

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr("liandong.features.audit.service.append", killed)
        with pytest.raises(KeyboardInterrupt):
            accept(sessions, on("2026-12-21"), Asked(2027, str(HUIJI)), print)

    assert (counted(huiji, AcceptedSchedule), recounts(huiji)) == (0, 0)
    assert huiji.deadline(case_id, "SUG-01")["due_on"] == BEFORE


def test_every_year_is_shown_with_what_it_rests_on(call: Call) -> None:
    shown = json.loads(call("show", "--json").stdout)["years"]

    kinds = {each["year"]: each["status"] for each in shown}
    assert kinds == dict.fromkeys((2024, 2025, 2026), "published") | dict.fromkeys(
        range(2027, 2037), "provisional"
    )
    assert [each["working_days"] for each in shown[:3]] == [251, 248, 248]
    assert shown[2]["notice"] == "国办发明电〔2025〕7号"
    assert call("show", 1999).exit_code == 2


def test_what_cannot_be_counted_again_is_said_in_words() -> None:
    stuck = {"case": "一号", "limit": "SUG-01", "from": BEFORE, "why_zh": "届满", "why_en": "over"}
    county = {"tenant": "1", "name": "某县", "accepted_before": False, "stuck": [stuck]}

    said = changed_words({**county, "moved": [], "settled": [], "reminders": [], "owed": []})

    assert f"! 一号 SUG-01 {BEFORE} 不能重算，保持原样 / stays as it is：届满 / over" in said
