"""A county of another shape by configuration alone: the commands of the guide, and a case in it."""

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.authz.navigation import navigation
from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.cli import main
from liandong.entrypoints.wiring import wire
from liandong.features.cases.service import RowCommand
from liandong.features.deadlines.models import Obligation
from liandong.features.deadlines.service import generate
from liandong.features.tenants.service import current
from liandong.kernel.clock import SystemClock
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.casework import ELECTRONIC, Work, staff
from support.counties import County, on
from support.declared import REPO

ZHOUZHI = 610124
FILES = Path(__file__).parent / "fixtures" / "guide"
GUIDE = (REPO / "docs/guides/onboard-a-county.md").read_text("utf-8")
COMMANDS = re.findall(r"^\.venv/bin/liandong (.+)$", GUIDE, re.MULTILINE)
EXCERPTS = re.findall(r"```yaml\n# (\S+)\n(.*?)```", GUIDE, re.DOTALL)
UNITS = {"office": "procuratorate", "government": "government", "justice": "justice_bureau"}
UNITS |= {"procuratorate": "procuratorate", "addressee": "market_regulation"}
PEOPLE = {
    "clerk": ("office", ("office_clerk", "handler")),
    "prosecutor": ("procuratorate", ("prosecutor",)),
    "reviewer": ("procuratorate", ("reviewer",)),
    "chief": ("procuratorate", ("chief_procurator", "unit_head")),
    "mayor": ("government", ("convener", "unit_head")),
    "handler": ("addressee", ("handler", "liaison")),
    "only_handler": ("addressee", ("handler",)),
    "secretary": ("government", ("handler",)),
    "head": ("addressee", ("unit_head",)),
    "supervisor": ("justice", ("office_clerk",)),
}
#: The first day of the first half-year that begins after the county has come.
TODAY = SystemClock().today()
HALF = date(TODAY.year + TODAY.month // 7, 7 if TODAY.month < 7 else 1, 1)


@dataclass
class Walk:
    """What each command of the guide said, and the county as it stands afterwards."""

    county: County
    sessions: sessionmaker[Session]
    answers: dict[str, Result] = field(default_factory=dict)


@pytest.fixture(scope="module")
def walk(
    server: EmbeddedServer, bare: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    place = tmp_path_factory.mktemp("guide")
    shutil.copytree(FILES, place, dirs_exist_ok=True)
    url = clone(server, bare, "guide")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        patch.setenv("LIANDONG_DATABASE_URL", url)
        wire.cache_clear()
        answers = {each: run(each) for each in COMMANDS}
        engine = open_engine(url)
        sessions = open_sessions(engine)
        yield Walk(staff(sessions, ZHOUZHI, UNITS, PEOPLE), sessions, answers)
        engine.dispose()
    wire.cache_clear()
    wire()
    drop(server, "guide")


def run(line: str) -> Result:
    words = shlex.split(line)
    if words[:2] == ["account", "create"]:
        words += ["--password", "Zhou-zhi-4711-office"]
    return CliRunner().invoke(main, words)


def day(n: int) -> str:
    return (HALF + timedelta(days=n)).isoformat()


def owed(walk: Walk, today: str) -> list[tuple[str, str]]:
    mine = (Obligation.tenant_id == ZHOUZHI, Obligation.limit_id == "610124-01")
    with unit_of_work(walk.sessions, ZHOUZHI) as uow:
        generate(uow, on(today))
        query = select(Obligation).where(*mine).order_by(Obligation.period_start)
        return [(str(each.period_start), each.state) for each in uow.session.scalars(query)]


def test_the_excerpts_of_the_guide_stand_in_its_files() -> None:
    assert len(EXCERPTS) == 6
    for name, excerpt in EXCERPTS:
        assert excerpt in (FILES / name).read_text("utf-8"), name


def test_every_command_does_what_the_guide_says(walk: Walk) -> None:
    changes = ("tenant plan", "tenant apply")
    codes = {each: int(each.startswith(changes)) for each in COMMANDS}

    assert {each: answer.exit_code for each, answer in walk.answers.items()} == codes
    assert "610124 周至县 live" in walk.answers["tenant list"].stdout
    city = walk.answers["tenant explain 610124 limits.6101-01"].stdout
    assert "西安市" in city
    assert "市联动发〔2025〕3号" in city
    assert "2025-10-01 起 45 日" in city
    assert "周至县" in walk.answers["tenant explain 610124 limits.610124-01"].stdout
    named = walk.answers["tenant explain 610124 terminology.joint_meeting"].stdout
    assert "2026-02-01 起称“协调机制”" in named
    doubtful = run("tenant explain 610124 tenant.supervision_body").stdout
    assert "! 依据登记里查不到，待核对" in doubtful
    assert "引用有疑点：省里没有公布" in doubtful
    plan = next(each for each in COMMANDS if each.startswith("tenant plan"))
    assert run(plan).exit_code == 0


def test_the_meeting_is_owed_by_the_office_every_half_year_and_met_by_one(walk: Walk) -> None:
    assert (HALF.isoformat(), "open") in owed(walk, day(1))
    meetings = Work(walk.county, "joint_meeting")
    facts = {"title": "协调机制第一次全体会议", "series": "协调机制全体会议"}

    meeting = meetings.open("clerk", day(7), "open", facts, supervisor="government")
    meetings.fire("clerk", day(7), meeting, "invite_units", parties={"addressee": "addressee"})
    meetings.row("clerk", day(7), meeting, "agenda", "list", topic="上半年工作")
    fixed = {
        "meet_on": day(16),
        "meet_at": "09:30",
        "place": "检察院三楼",
        "chaired_by": "共同召集人",
    }
    meetings.sign("clerk", "chief", day(9), meeting, "notify", "meeting_notice", **fixed)
    meetings.fire("clerk", day(16), meeting, "convene")

    assert (HALF.isoformat(), "met") in owed(walk, day(17))


def test_a_suggestion_is_answered_by_the_rules_of_the_city(walk: Walk) -> None:
    county = walk.county
    case_id = county.open(day(2))
    copy = {"copy_unit": str(county.units["government"]), "copy_rule": "suggestion_to_government"}
    row = (RowCommand("copy", "list", None, copy),)
    county.fire("prosecutor", day(2), case_id, None, rows=row)
    county.move_row("chief", day(2), case_id, "copy", "choose")
    county.step("prosecutor", day(2), case_id, "submit")
    county.step("reviewer", day(2), case_id, "review")
    county.fire("chief", day(3), case_id, "issue")
    county.fire("handler", day(4), case_id, "serve", facts=ELECTRONIC)
    county.move_row("prosecutor", day(4), case_id, "copy", "send")

    clock = county.deadline(case_id, "SUG-01")
    assert (clock["limit_id"], clock["inputs"]["length"]) == ("6101-01", 45)
    assert clock["inputs"]["basis"][0]["instrument"] == "6101-linkage-rules-2025"
    county.reply(day(20), case_id)
    assert county.deadline(case_id, "SUG-01")["outcome"] == "in_time"


def test_the_office_looks_from_the_procuratorate_at_what_the_government_calls(walk: Walk) -> None:
    meetings = Work(walk.county, "joint_meeting")
    facts = {"title": "县政府召开的专题会商", "series": "专题会商"}
    meeting = meetings.open("secretary", day(2), "open", facts)
    meetings.fire("secretary", day(2), meeting, "invite_units", parties={"addressee": "addressee"})
    meetings.row("secretary", day(2), meeting, "agenda", "list", topic="校园周边食品经营")
    fixed = {"meet_on": day(8), "meet_at": "15:00", "place": "县政府", "chaired_by": "共同召集人"}
    with pytest.raises(NotFoundError):
        meetings.look("clerk", meeting, day(2))
    meetings.sign("secretary", "mayor", day(3), meeting, "notify", "meeting_notice", **fixed)

    assert meetings.look("clerk", meeting, day(4))["title"] == facts["title"]
    with pytest.raises(NotFoundError):
        meetings.look("supervisor", meeting, day(4))
    assert "overview" in pages(walk, "clerk")
    assert "overview" not in pages(walk, "handler")


def pages(walk: Walk, who: str) -> list[str]:
    with walk.county.acting(who, day(4)) as (uow, me, _):
        return navigation(current(uow).policy, me)


@pytest.mark.usefixtures("walk")
def test_a_plan_of_the_city_beside_its_county_says_what_runs_there(tmp_path: Path) -> None:
    shutil.copytree(FILES / "tenants", tmp_path, dirs_exist_ok=True)
    city = tmp_path / "shaanxi" / "xian"
    rules = (city / "mechanisms.yaml").read_text("utf-8")
    (city / "mechanisms.yaml").write_text(rules.replace("length: 45", "length: 30"), "utf-8")

    said = run(f"tenant plan {city} {city / 'zhouzhi'}").stdout

    assert "610124 周至县" in said
    assert "2025-10-01 起起算的 30 日" in said


def test_who_may_propose_a_meeting_the_city_decides(walk: Walk) -> None:
    meetings = Work(walk.county, "joint_meeting")
    facts = {"title": "研究疑难", "matter": "职责边界"}
    with pytest.raises(ForbiddenError):
        meetings.open("only_handler", day(5), "propose", facts, issuer="office")

    assert meetings.open("head", day(5), "propose", facts, issuer="office")
