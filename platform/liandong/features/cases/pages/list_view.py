"""The pages 案件 and 我的检察建议; pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from liandong.features.cases.models import Case
from liandong.features.cases.pages.words import Plain, Setting, came, case_href, chip_of, day_words
from liandong.features.cases.service import CaseFilter, Glance
from liandong.features.deadlines.models import Deadline
from liandong.mechanisms import Mechanism
from liandong.web.languages import say

_PROGRESS = {"open": "在办", "closed": "已办结", "all": "全部"}


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    path: str
    progress: str = "open"
    state: str = ""
    text: str = ""

    def filter(self, part: str | None = None) -> CaseFilter:
        """Return it as the service takes it."""
        is_open = {"open": True, "closed": False}.get(self.progress)
        return CaseFilter(state=self.state or None, part=part, is_open=is_open, text=self.text)

    def href(self, **changed: str) -> str:
        """Return the address with something changed; a change begins at the first page."""
        kept = {"progress": self.progress, "state": self.state, "q": self.text} | changed
        return f"{self.path}?{urlencode({key: text for key, text in kept.items() if text})}"


@dataclass(frozen=True)
class Listed:
    """One page of cases, and what lies before and after it."""

    rows: Sequence[Glance]
    total: int
    has_previous: bool
    has_next: bool


Counts = Mapping[tuple[str, str], int]


def list_page(
    asked: Asked, listed: Listed, counts: Counts, known: Mapping[str, Mechanism], setting: Setting
) -> Plain:
    """Return the list of cases, all but its title and actions."""
    return {
        "title": say("案件"),
        "sentence": sentence(counts, known),
        "actions": [],
        "filters": _filters(asked, counts, known),
        "search": _search(asked),
        "rows": [_row(each, setting) for each in listed.rows],
        "export_href": None,
        "pager": _pager(asked, listed),
        "empty": None if listed.rows else _empty(asked),
    }


def _is_final(known: Mapping[str, Mechanism], mechanism: str, state: str) -> bool:
    return mechanism in known and known[mechanism].is_final(state)


def sentence(counts: Counts, known: Mapping[str, Mechanism]) -> str:
    """Return how many cases there are, in words."""
    total = sum(counts.values())
    running = sum(n for (m, s), n in counts.items() if not _is_final(known, m, s))
    if not total:
        return say("还没有您能看到的案件。")
    return say("您能看到 {total} 件，{running} 件在办。", total=total, running=running)


def _filters(asked: Asked, counts: Counts, known: Mapping[str, Mechanism]) -> list[Plain]:
    ended = {key: n for key, n in counts.items() if _is_final(known, *key)}
    running = {key: n for key, n in counts.items() if key not in ended}
    chosen = {"open": running, "closed": ended}.get(asked.progress, {**counts})
    totals = {"open": running, "closed": ended, "all": counts}
    progress = [
        _segment(
            say(label),
            asked.href(progress=key, state=""),
            sum(totals[key].values()),
            key == asked.progress,
        )
        for key, label in _PROGRESS.items()
    ]
    found = [{"label": say("进度"), "segments": progress}]
    states = _states(asked, chosen, known)
    return [*found, {"label": say("状态"), "segments": states}] if len(chosen) > 1 else found


def _states(asked: Asked, chosen: Counts, known: Mapping[str, Mechanism]) -> list[Plain]:
    labels: dict[str, str] = {}
    numbers: Counter[str] = Counter()
    for (mechanism, state), n in chosen.items():
        if mechanism in known:
            labels[state] = say(known[mechanism].state(state).label)
            numbers[state] += n
    order = [s.key for each in known.values() for s in each.states if s.key in labels]
    every = _segment(say("各种状态"), asked.href(state=""), None, not asked.state)
    return [
        every,
        *(
            _segment(labels[key], asked.href(state=key), numbers[key], key == asked.state)
            for key in dict.fromkeys(order)
        ),
    ]


def _segment(label: str, href: str, count: int | None, current: bool) -> Plain:
    return {"label": label, "href": href, "count": count, "current": current}


def _search(asked: Asked) -> Plain | None:
    return {"value": asked.text, "clear_href": asked.href(q="")} if asked.text else None


def _row(seen: Glance, setting: Setting) -> Plain:
    case, chip = seen.case, _chip(seen, setting)
    return {
        "key": str(case.id),
        "title": case.title,
        "href": case_href(setting.base, case),
        "number": case.number or say("未编号"),
        "mechanism": say(seen.opened.mechanism.label),
        "unit": say("、").join(setting.name(unit) for unit in seen.opened.units("addressee"))
        or "—",
        "from": came(seen, setting),
        "badge": badge_of(seen),
        "chip": chip,
        "date_line": chip["date_line"] if chip else "",
        "updated": day_words(seen.course.last_on, setting.today),
        "chosen": False,
    }


def badge_of(seen: Glance) -> Plain:
    """Return the state of a case as a badge."""
    case = seen.case
    label = say(seen.opened.mechanism.state(case.state).label)
    if case.is_final:
        return {"label": label, "tone": "green", "icon": "check"}
    if case.number is None:
        return {"label": label, "tone": None, "icon": "pencil"}
    return {"label": label, "tone": "blue", "icon": "hourglass"}


def _chip(seen: Glance, setting: Setting) -> Plain | None:
    """Return the duty that presses most; else the last one that was met."""
    owed = [d for d in seen.deadlines if not d.is_right and d.state != "released"]
    running = sorted((d for d in owed if d.state == "open"), key=_pressing)
    done = [d for d in owed if d.state == "done"]
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
    if asked.state or asked.progress != "all":
        link = {"label": say("清除筛选"), "href": asked.href(progress="all", state="")}
        return {"icon": "briefcase", "title": say("没有符合的案件"), "text": "", "link": link}
    text = say("文书送达本单位之后，案件会出现在这里。")
    return {"icon": "briefcase", "title": say("还没有案件"), "text": text, "link": None}
