"""The yearly plenary of a county, from its notice to the task that came out of it, done."""

from collections.abc import Callable

import pytest
from icalendar import Calendar
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.deadlines import service as deadlines
from support.casework import staff
from support.counties import HUIJI, County, on
from support.walking import Person, Town

TITLE, TOPIC, TASK = "2026年府检联动全体会议", "审议双清单", "建立线索移送台账"
UNITS = {
    "justice": "justice_bureau",
    "procuratorate": "procuratorate",
    "market": "market_regulation",
    "police": "police",
    "housing": "housing_construction",
    "government": "government",
}
PEOPLE = {
    "clerk": ("justice", ("office_clerk", "handler")),
    "head": ("justice", ("unit_head",)),
    "prosecutor": ("procuratorate", ("prosecutor",)),
    "chief": ("procuratorate", ("chief_procurator",)),
    "market": ("market", ("handler", "liaison")),
    "police": ("police", ("handler", "liaison")),
    "bystander": ("housing", ("handler", "liaison", "unit_head")),
    "convener": ("government", ("convener", "unit_head")),
}


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    with unit_of_work(sessions, HUIJI) as uow:
        deadlines.generate(uow, on("2026-03-02"))
    return staff(sessions, HUIJI, UNITS, PEOPLE)


def notified(at: Town) -> str:
    """The office prepares the meeting; its head signs the notice."""
    clerk = at["clerk"]
    meeting = clerk.begin("joint_meeting", "open", title=TITLE, series="府检联动全体会议")
    clerk.act("列出参会单位", addressee=["区市场监管局", "市公安局惠济分局"])
    clerk.act("写明主持、会签单位", assistant="惠济区人民检察院", supervisor="惠济区人民政府")
    clerk.act("列入议程：议题", topic=TOPIC)
    clerk.act(
        "修改筹备内容", meet_on="2026-03-10", meet_at="09:30", place="司法局三楼会议室",
        chaired_by="召集人",
    )  # fmt: skip
    clerk.act("送审：会议通知", "submit")
    at.nobody_sees(meeting, "market", "police", "bystander")
    at["head"].find(TITLE).act("签发：会议通知")
    return meeting


def told(someone: Person, meeting: str) -> None:
    """A member finds the meeting, its day in the calendar, and takes the file home."""
    someone.find(TITLE).sees("3月10日 周二 09:30，司法局三楼会议室", TOPIC).reads("会议通知")
    file = someone.page.request.get(f"{meeting}/appointment.ics").body()
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert event.decoded("DTSTART").isoformat() == "2026-03-10T01:30:00+00:00"
    assert "双清单" not in file.decode()
    someone.visit("calendar?month=2026-03").sees(TITLE)


def test_a_plenary_leads_to_a_task_that_is_done(
    town: Callable[[County, str], Town], huiji: County
) -> None:
    at = town(huiji, "2026-03-02")
    meeting = notified(at)
    at.nobody_sees(meeting, "bystander")
    at.today = "2026-03-03"
    told(at["market"], meeting)
    at["market"].visit(meeting).act(
        "逐条办理：参会", rows={"区市场监管局": "负责人参会"}, attendee="王局长"
    )
    at["police"].find(TITLE).act(
        "逐条办理：参会", rows={"市公安局惠济分局": "委派人员参会"}, attendee="李科长",
        why="主要负责人出差",
    )  # fmt: skip
    at["clerk"].visit(meeting).sees("李科长")
    at["clerk"].visit("obligations").sees("召开府检联动全体会议", "12月31日 周四")

    at.today = "2026-03-10"
    at["clerk"].visit(meeting).act("会议召开")
    came = {"区市场监管局": "登记负责人到会", "市公安局惠济分局": "登记委派人员到会"}
    at["clerk"].act("逐条办理：参会", rows={**came, "惠济区人民检察院": "登记负责人到会"})
    at["clerk"].act("记录议定事项", decision=TASK, responsible="区市场监管局", due="2026-06-30")
    at["clerk"].act("整理会议纪要")
    at["clerk"].act("印发会议纪要", "submit", minutes="会议审议通过双清单。")
    at["market"].visit(meeting).misses("会议审议通过双清单")
    at["head"].find(TITLE).act("签发：会议纪要")
    at["market"].visit(meeting).sees(TASK).reads("会议纪要")
    at["clerk"].visit("obligations?show=done").sees("召开府检联动全体会议", "3月10日 办结")
    at["clerk"].visit(meeting).act("议定事项转任务清单")
    at["clerk"].page.locator("[aria-labelledby=links] a").last.click()
    tasks = at["clerk"].sees(TASK).page.url
    at.nobody_sees(tasks, "police", "bystander")
    at.today = "2026-06-29"
    at["market"].find(TITLE).act(
        "逐条办理：任务", rows={TASK: "报送完成情况"}, result="台账已建立。"
    )
    at["clerk"].find(TITLE).sees("台账已建立。")
    at["clerk"].act("逐条办理：任务", rows={TASK: "核实通过"}).act("办结")
    at["market"].visit(tasks).sees("办结")
