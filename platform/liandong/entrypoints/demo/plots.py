"""What becomes of a matter, told backwards from today so that the demo is always fresh."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from liandong.calendars import Roll, default_calendar
from liandong.entrypoints.demo.acting import Player
from liandong.features.cases.service import RowCommand

ALL = ["adopt"] * 9


def worked(day: date) -> date:
    """Return the day, or the working day before it."""
    return default_calendar().roll(day, Roll.PREVIOUS_WORKING_DAY)


def later(day: date, n: int, today: date) -> date:
    """Return n working days on, but never after today."""
    return min(default_calendar().add(day, n), worked(today))


def drafted(player: Player, day: date, _today: date) -> None:
    """Still being written."""
    player.open(day)


def submitted(player: Player, day: date, _today: date) -> None:
    """Waits for the reviewer."""
    player.open(day)
    player.step(player.cast.prosecutor, day, "submit", "letter")


def reviewed(player: Player, day: date, _today: date) -> None:
    """Waits for the chief's signature."""
    submitted(player, day, _today)
    player.step(player.cast.reviewer, day, "review", "letter")


def issued(player: Player, day: date, _today: date) -> None:
    """Waits for the receipt."""
    player.open(day)
    player.issue(day)


def served(player: Player, day: date, today: date) -> None:
    """The reply clock runs."""
    issued(player, day, today)
    player.serve(later(day, 1, today))
    player.fire(player.cast.prosecutor, later(day, 2, today), "file_upward")


def half_written(player: Player, day: date, today: date) -> None:
    """The bureau has a draft of its reply."""
    served(player, day, today)
    player.draft_reply(worked(today - timedelta(days=1)), ["adopt", "adopt_part"])


def objected(player: Player, day: date, today: date) -> None:
    """The bureau objects in time; the procuratorate looks at it again."""
    served(player, day, today)
    grounds = {"grounds": "第一项所涉路段由市级部门管理，我局无执法权限，请予复核。"}
    unit = player.story["unit"]
    row = RowCommand("objection", "object", None, grounds)
    player.row(player.cast.handlers[unit], later(day, 4, today), row)


def replied(player: Player, day: date, today: date) -> None:
    """The reply is in, verification has not begun."""
    served(player, day, today)
    player.reply(later(day, 30, today), ["adopt", "adopt_part", "adopt"])


def verifying(player: Player, day: date, today: date) -> None:
    """Some items are verified, one is not settled."""
    replied(player, day, today)
    rows = player.rows("item")
    _verify(player, later(day, 36, today), rows[0], "settle")
    for row_id in rows[1:2]:
        _verify(player, later(day, 36, today), row_id, "half_settle")


def closed(player: Player, day: date, today: date) -> None:
    """Replied in time, verified, closed."""
    served(player, day, today)
    player.reply(later(day, 28, today), ALL)
    end = later(day, 40, today)
    for row_id in player.rows("item"):
        _verify(player, end, row_id, "settle")
    player.fire(player.cast.chief, end, "close")


def closed_late(player: Player, day: date, today: date) -> None:
    """Replied after the day, closed all the same."""
    served(player, day, today)
    player.reply(later(day, 47, today), ALL)
    end = later(day, 55, today)
    for row_id in player.rows("item"):
        _verify(player, end, row_id, "settle")
    player.fire(player.cast.chief, end, "close")


def withdrawn(player: Player, day: date, today: date) -> None:
    """Found improper and withdrawn; the clock is no longer owed."""
    served(player, day, today)
    why = {"why": "经复核，认定的事实已由上级主管部门立案处理，予以撤回。"}
    player.fire(player.cast.chief, later(day, 10, today), "withdraw", facts=why)


def noted(player: Player, day: date, today: date) -> None:
    """No reply came; the end is recorded."""
    served(player, day, today)
    player.fire(player.cast.prosecutor, later(day, 50, today), "find_unanswered")
    why = {"why": "经两次督促仍未回复，已当面听取情况，另案跟进。"}
    player.fire(player.cast.chief, later(day, 60, today), "note", facts=why)


def pressed(player: Player, day: date, today: date) -> None:
    """No reply came; the office is asked whether to urge."""
    served(player, day, today)
    player.let_time_pass(today)


def supervised(player: Player, day: date, today: date) -> None:
    """Urged, and still no reply; the office is asked whether to report it to all."""
    pressed(player, day, today)
    player.confirm_rung(player.cast.office)
    player.let_time_pass(today)


def held(player: Player, day: date, today: date) -> None:
    """The period is held until the laboratory reports."""
    served(player, day, today)
    player.hold(later(day, 12, today), "等检测报告")


def resumed(player: Player, day: date, today: date) -> None:
    """It was held, and goes on with a later day."""
    served(player, day, today)
    player.hold(later(day, 8, today), "等检测报告")
    player.let_go_on(later(day, 16, today), "检测报告已送达双方")


def _verify(player: Player, day: date, row_id: UUID, move: str) -> None:
    facts: dict[str, Any] = {"method": "on_site", "finding": "实地查看，整改情况与回复一致。"}
    player.row(player.cast.prosecutor, day, RowCommand("item", move, row_id, facts))


Plot = Callable[[Player, date, date], None]

#: Plot and how many days ago it began; a county plays the list over its stories in turn.
YEAR: tuple[tuple[Plot, int], ...] = (
    (closed, 350), (closed_late, 305), (closed, 288), (withdrawn, 270),
    (closed, 233), (noted, 214), (closed, 197), (closed_late, 176),
    (closed, 140), (closed, 121), (verifying, 96), (served, 72), (replied, 61), (half_written, 60),
    (served, 52), (half_written, 41), (replied, 45), (served, 27), (served, 13), (objected, 9),
    (issued, 1), (reviewed, 2), (submitted, 1), (drafted, 0),
)  # fmt: skip

#: Late and on the ladder, each rung had its working days by now; and periods that were held.
RARER: tuple[tuple[Plot, int], ...] = (
    (pressed, 104), (supervised, 132), (held, 34), (resumed, 48),
)  # fmt: skip

#: The other counties are smaller: every third matter, and the two youngest.
SMALL_YEAR = (*YEAR[::3], *YEAR[-2:])
