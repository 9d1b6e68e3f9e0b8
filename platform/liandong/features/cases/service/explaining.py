"""One deadline with all that explains it: what started it, whom it may call late, how to recount.

Who may not know of the deadline on the case's page gets the same answer as for none.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from liandong.calendars import Text
from liandong.features.cases.models import CaseEvent
from liandong.features.cases.service.reading import CasePicture
from liandong.features.cases.service.viewing import Opened
from liandong.features.deadlines import service as clocks
from liandong.features.deadlines.models import Deadline
from liandong.features.tenants.service import Configuration
from liandong.kernel.errors import NotFoundError
from liandong.mechanisms import why_never_late

_RIGHT = Text(
    "这是可以用也可以不用的权利，过期不算逾期", "a right that may lapse; nobody is late by it"
)
_TARGET = Text("这是服务目标，不是法定期限", "a target of service, no limit of the law")
_NO_NUMBER = Text("规定没有写明天数", "the rule gives no number of days")
_NOT_READ = Text("规定的原文还没有核对", "the wording of the rule is not verified")
_REHEARSAL = Text("本地规则还没有正式启用", "the county's rules are not in force yet")
_NOT_IN_FORCE = Text("依据的文件还没有施行，或者已经停止施行", "its instrument is not in force")
_DOUBT = Text(
    "送达有异议，处理之前不认定逾期", "the delivery is contested; nobody is late before that"
)
_ON_ITS_WAY = Text(
    "正在等其他县接收，期限日期不变，接收前不提醒、不认定逾期",
    "offered to another county: the day stays, nobody is told or late before it decides",
)
_UNPUBLISHED = Text(
    "放假安排未公布，日期是预计的", "the holidays are not published; the day is expected"
)
_AT_START = Text("开始计算时还不能据以认定逾期", "it could call nobody late when it began")


@dataclass(frozen=True)
class Explanation:
    """A deadline, the event that started it as far as it may be known, and what follows."""

    picture: CasePicture
    deadline: Deadline
    begun: CaseEvent | None
    why_not_late: tuple[Text, ...]
    command: str | None


def explain(picture: CasePicture, deadline_id: UUID) -> Explanation:
    """Return all that explains a deadline of a case.

    Raises:
        NotFoundError: The case has no such deadline, or it may not be known.
    """
    found = next((each for each in picture.deadlines if each.id == deadline_id), None)
    if found is None:
        raise NotFoundError
    return Explanation(
        picture=picture,
        deadline=found,
        begun=_begun(picture, found),
        why_not_late=_why_not_late(found, picture.opened),
        command=_command(found, picture.opened.config),
    )


def _begun(picture: CasePicture, deadline: Deadline) -> CaseEvent | None:
    for event in picture.events:
        started = event.payload.get("deadlines", {}).get("started", ())
        if any(each["id"] == str(deadline.id) for each in started):
            return event
    return None


def _why_not_late(deadline: Deadline, opened: Opened) -> tuple[Text, ...]:
    """Return every reason that holds; none, where the deadline may call somebody late."""
    inputs = deadline.inputs
    holds = {
        _RIGHT: deadline.is_right,
        _TARGET: bool(inputs.get("is_target")),
        _NO_NUMBER: deadline.due_on is None and deadline.state != "paused",
        _NOT_READ: inputs.get("evidence") != "text",
        _REHEARSAL: not opened.config.is_live,
        _NOT_IN_FORCE: not _in_force(opened.config, inputs.get("basis") or ()),
        _DOUBT: bool(inputs.get("doubt")),
        _ON_ITS_WAY: clocks.FROZEN in inputs,
        _UNPUBLISHED: deadline.is_provisional,
    }
    if deadline.accuses:
        return ()
    found = [reason for reason, is_so in holds.items() if is_so]
    return (*found, *_of_its_kind(deadline, opened.config)) or (_AT_START,)


def _of_its_kind(deadline: Deadline, config: Configuration) -> tuple[Text, ...]:
    """Return why nobody is late by a limit of this kind, beyond what is told already."""
    limit = config.limits_here.get(deadline.limit_id)
    if deadline.is_right or deadline.due_on is None or limit is None:
        return ()
    value = limit.value_on(deadline.started_on)
    never = why_never_late(limit, value) if value else None
    return (Text(never.zh, never.en),) if never else ()


def _in_force(config: Configuration, basis: tuple[dict[str, str], ...]) -> bool:
    instruments = config.register.instruments
    named = (instruments.get(each["instrument"]) for each in basis)
    return all(each is not None and each.status == "in_force" for each in named)


def _command(deadline: Deadline, config: Configuration) -> str | None:
    """Return the line that counts it again; None where nothing is counted by a known rule."""
    stated, is_stated = deadline.inputs.get("stated"), deadline.inputs.get("regime") == "STATED"
    if deadline.limit_id not in config.limits_here or is_stated is not isinstance(stated, int):
        return None
    words = ["liandong deadline compute", f"--tenant {config.tenant['code']}"]
    words += [f"--limit {deadline.limit_id}", f"--event-at {_event_at(deadline, config)}"]
    return " ".join([*words, *([f"--stated {stated}"] if is_stated else [])])


def _event_at(deadline: Deadline, config: Configuration) -> str:
    started_at = deadline.inputs.get("started_at")
    if deadline.inputs.get("regime") != "HOUR" or not started_at:
        return deadline.started_on.isoformat()
    zone = ZoneInfo(config.tenant["timezone"])
    return f"{datetime.fromisoformat(started_at).astimezone(zone):%Y-%m-%dT%H:%M}"


def dump_explanation(found: Explanation) -> dict[str, Any]:
    """Return what a deadline's explanation adds to the deadline itself, as plain data."""
    event = found.begun
    started_by = {
        "unit_id": str(event.unit_id),
        "unit": found.picture.units[event.unit_id].name,
        "transition": event.transition,
        "occurred_on": event.occurred_on.isoformat(),
        "recorded_at": event.recorded_at.isoformat(),
    } if event else None  # fmt: skip
    return {
        "case_id": str(found.picture.case.id),
        "started_by": started_by,
        "may_call_late": not found.why_not_late,
        "why_not_late": [{"zh": each.zh, "en": each.en} for each in found.why_not_late],
        "command": found.command,
    }
