"""Look and words of a chip, by the state a deadline is in."""

from collections.abc import Callable
from datetime import date
from typing import Final

from liandong.calendars.chip_hours import cut_off, gone, is_close, is_past, left
from liandong.calendars.runs import Run, RunState, span, working_days
from liandong.calendars.words import Text, dated_words, days_words

Judged = tuple[str, Text]
NEAR: Final = 3  # working days


def judge(run: Run) -> Judged:
    """Return look and words; another's deadline says so where a day is what matters."""
    look, words = _BY_STATE[RunState(run.state)](run)
    if not (run.whose_other and run.is_dated):
        return look, words
    if look == "today":
        return look, Text("对方今天到期", "Theirs: due today")
    return look, Text(f"对方{words.zh}", f"Theirs: {words.en}")


def _done(run: Run) -> Judged:
    if run.is_right:
        return _used(run)
    if run.due_on is None or run.ended_on is None:
        return "done", Text("已办结", "Done")
    n = (run.due_on - run.ended_on).days
    words = days_words(abs(n))
    if n > 0:
        return "done", Text(f"提前 {words.zh}办结", f"Done {words.en} early")
    if n == 0:
        return "done", Text("当天办结", "Done on the day")
    if not run.accuses:
        return "remind", Text("已办结 · 只提醒", "Done · reminder only")
    return "done_late", Text(f"逾期 {words.zh}办结", f"Done {words.en} late")


def _used(run: Run) -> Judged:
    if run.due_on and run.ended_on and run.ended_on > run.due_on:
        return "remind", Text("过期后提出", "Used after its time")
    return "done", Text("已提出", "Used")


def _released(_run: Run) -> Judged:
    return "remind", Text("不再计时", "No longer running")


def _missed(run: Run) -> Judged:
    if not run.accuses:
        return _released(run)
    return "late", Text("逾期未办", "Never done, overdue")


def _paused(run: Run) -> Judged:
    zh, en = run.paused_reason or "原因未记", run.paused_reason or "no reason recorded"
    return "paused", Text(f"暂停 · {zh}", f"Paused · {en}")


def _open(run: Run) -> Judged:
    if run.due_on is None:
        return _undated(run)
    if run.is_provisional:
        day = dated_words(run.due_on)  # with its year: that is what has no notice yet
        return "provisional", _optional(run, Text(f"预计 {day.zh}", f"Expected {day.en}"))
    if run.is_right:
        return _right(run, run.due_on)
    return _enforced(run, run.due_on) if run.is_enforceable else _reminded(run, run.due_on)


def _undated(run: Run) -> Judged:
    if run.is_right:
        return "optional", _lead(run)
    if run.waiting_since is None or run.waiting_since >= run.today:
        return "remind", Text("立即", "At once")
    waited = span(run.calendar, run.waiting_since, run.today)
    return "remind", Text(f"立即 · 已等 {waited.zh}", f"At once · waited {waited.en}")


def _right(run: Run, due: date) -> Judged:
    if is_past(run, due):
        return "remind", Text("已过期限", "Time has passed")
    return "optional", _optional(run, _ahead(run, due))


def _optional(run: Run, words: Text) -> Text:
    if not run.is_right:
        return words
    lead = _lead(run)
    return Text(f"{lead.zh} · {words.zh}", f"{lead.en} · {words.en}")


def _lead(run: Run) -> Text:
    return Text("可申诉", "May appeal") if run.is_appeal else Text("可选", "Optional")


def _enforced(run: Run, due: date) -> Judged:
    if is_past(run, due):
        late = gone(run, due)
        return "late", Text(f"逾期 {late.zh}", f"{late.en} overdue")
    if due == run.today:
        return "today", _ahead(run, due)
    if is_close(run):
        return "near", _ahead(run, due)
    # Beyond the schedules only the days of the calendar are known.
    n = working_days(run.calendar, run.today, due) or (due - run.today).days
    return "near" if n <= NEAR else "ahead", _ahead(run, due)


def _reminded(run: Run, due: date) -> Judged:
    if due == run.today and run.due_at is None:
        return "remind", Text("今天 · 只提醒", "Today · reminder only")
    if is_past(run, due):
        past = gone(run, due)
        words = Text(f"已过 {past.zh}", f"{past.en} ago")
    else:
        words = _ahead(run, due)
    return "remind", Text(f"{words.zh} · 只提醒", f"{words.en} · reminder only")


def _ahead(run: Run, due: date) -> Text:
    if due == run.today:
        return Text(f"今天 {cut_off(run)} 前", f"Today before {cut_off(run)}")
    words = left(run, due)
    return Text(f"剩 {words.zh}", f"{words.en} left")


_BY_STATE: Final[dict[RunState, Callable[[Run], Judged]]] = {
    RunState.OPEN: _open,
    RunState.DONE: _done,
    RunState.RELEASED: _released,
    RunState.MISSED: _missed,
    RunState.PAUSED: _paused,
}
