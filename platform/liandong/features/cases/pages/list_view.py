"""The pages 案件 and 我的检察建议; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from liandong.features.cases.models import Case
from liandong.features.cases.pages.list_filters import (
    Asked,
    Counts,
    Numbers,
    filters,
    is_final,
)
from liandong.features.cases.pages.list_picks import picks
from liandong.features.cases.pages.seen_words import badge_of, came, names_of, receivers
from liandong.features.cases.pages.words import (
    Plain,
    Setting,
    case_href,
    chip_of,
    day_words,
    is_missed,
)
from liandong.features.cases.service import Glance
from liandong.features.deadlines.models import Deadline
from liandong.features.deadlines.service import RUNNING
from liandong.mechanisms import Mechanism
from liandong.web.languages import say


@dataclass(frozen=True)
class Listed:
    """One page of cases, and what lies before and after it."""

    rows: Sequence[Glance]
    total: int
    has_previous: bool
    has_next: bool


def list_page(
    asked: Asked,
    listed: Listed,
    numbers: Numbers,
    known: Mapping[str, Mechanism],
    setting: Setting,
) -> Plain:
    """Return the list of cases, all but its title and actions."""
    return {
        "title": say("案件"),
        "sentence": sentence(numbers.every, known),
        "actions": [],
        "filters": filters(asked, numbers, known),
        "picks": picks(asked, numbers, known, setting),
        "search": _search(asked),
        "rows": [case_row(each, setting) for each in listed.rows],
        "export_href": export_href(asked) if listed.rows else None,
        "pager": _pager(asked, listed),
        "empty": None if listed.rows else _empty(asked),
    }


def sentence(counts: Counts, known: Mapping[str, Mechanism]) -> str:
    """Return how many cases there are, in words."""
    total = sum(counts.values())
    running = sum(n for (m, s), n in counts.items() if not is_final(known, m, s))
    if not total:
        return say("还没有您能看到的案件。")
    return say("您能看到 {total} 件，{running} 件在办。", total=total, running=running)


def export_href(asked: Asked) -> str:
    """Return the address of the same list as a table of Excel."""
    return f"{asked.path}.xlsx{asked.href().removeprefix(asked.path)}"


def _search(asked: Asked) -> Plain | None:
    return {"value": asked.text, "clear_href": asked.href(q="")} if asked.text else None


def case_row(seen: Glance, setting: Setting) -> Plain:
    """Return what a list says of a case."""
    case, chip = seen.case, _chip(seen, setting)
    return {
        "key": str(case.id),
        "title": case.title,
        "href": case_href(setting.base, case),
        "number": case.number or say("未编号"),
        "mechanism": say(seen.opened.mechanism.label),
        "unit": names_of(receivers(seen), setting) or "—",
        "from": came(seen, setting),
        "badge": badge_of(seen, setting),
        "chip": chip,
        "date_line": chip["date_line"] if chip else "",
        "updated": day_words(seen.course.last_on, setting.today),
        "chosen": False,
    }


def _chip(seen: Glance, setting: Setting) -> Plain | None:
    """Return the duty that presses most; else the last one that was met or missed."""
    owed = [d for d in seen.deadlines if not d.is_right and (d.state != "released" or is_missed(d))]
    running = sorted((d for d in owed if d.state in RUNNING), key=_pressing)
    done = [d for d in owed if d.state not in RUNNING]
    chosen = running[0] if running else done[-1] if done else None
    return chip_of(chosen, setting) if chosen else None


def _pressing(deadline: Deadline) -> tuple[bool, str]:
    return (deadline.due_on is None, str(deadline.due_on))


def _pager(asked: Asked, listed: Listed) -> Plain | None:
    total = say("共约 {count} 条", count=listed.total)
    if not (listed.rows and (listed.has_next or listed.has_previous)):
        return {"total_label": total, "previous": None, "next": None}
    first, last = _id(listed.rows[0].case), _id(listed.rows[-1].case)
    return {
        "total_label": total,
        "previous": asked.href(before=first) if listed.has_previous else None,
        "next": asked.href(after=last) if listed.has_next else None,
    }


def _id(case: Case) -> str:
    found: UUID = case.id
    return str(found)


def _empty(asked: Asked) -> Plain:
    if asked.text:
        return {
            "icon": "search",
            "title": say("没有找到“{text}”", text=asked.text),
            "text": say("只找您能看到的案件的标题和文号。"),
            "link": {"label": say("清除筛选"), "href": asked.path},
        }
    if asked.is_narrowed or asked.progress != "all":
        link = {"label": say("清除筛选"), "href": f"{asked.path}?progress=all"}
        return {"icon": "briefcase", "title": say("没有符合的案件"), "text": "", "link": link}
    text = say("文书送达本单位之后，案件会出现在这里。")
    return {"icon": "briefcase", "title": say("还没有案件"), "text": text, "link": None}
