"""The tenants below a province by city: mode, configuration, and how they say they fare; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from liandong.features.tenants.models import ARCHIVED, Tenant, TenantHealth
from liandong.features.tenants.service import Standing
from liandong.features.visits.pages.views import moment
from liandong.web.languages import language, say

Plain = dict[str, Any]
NEEDS = "needs"
#: So many rows stand open at once; of more each city is folded.
OPEN = 60
#: A county that is silent for longer is asked about.
SILENT = timedelta(days=1)
_MODES: dict[str, tuple[str, str | None]] = {
    "live": ("正式", "blue"),
    "rehearsal": ("演练", "violet"),
    "suspended": ("暂停", "amber"),
    "archived": ("已归档", None),
}


@dataclass(frozen=True)
class _Doors:
    """What leads from a county on."""

    base: str
    may_enter: bool
    may_stop: bool

    def of(self, tenant: Tenant) -> Plain:
        is_open = self.may_enter and tenant.mode != ARCHIVED
        return {
            "enter": f"{self.base}/{tenant.code}/enter" if is_open else None,
            "stop": f"{self.base}/{tenant.code}/standing" if self.may_stop else None,
        }


def tree_parts(
    standings: Sequence[Standing],
    asked: Mapping[str, str],
    now: datetime,
    base: str,
    *,
    may_enter: bool,
    may_stop: bool = False,
) -> Plain:
    """Return sentence, filters and groups of the page; a group is a city with its counties."""
    words, show = asked.get("q", "").strip(), asked.get("show", "")
    needing = [each for each in standings if needs_care(each, now)]
    chosen = _found(needing if show == NEEDS else standings, words.split(), standings)
    doors = _Doors(f"{base}/province", may_enter=may_enter, may_stop=may_stop)
    groups = list(_groups(standings, chosen, now, doors))
    return {
        "sentence": _sentence(standings, len(needing)),
        "segments": _segments(base, words, show, len(needing)),
        "search": {"action": f"{base}/province", "query": words, "show": show},
        "groups": groups,
        "is_open": len(chosen) <= OPEN,
        "empty": None if groups else _nothing(base, is_filtered=bool(words or show)),
    }


def needs_care(each: Standing, now: datetime) -> bool:
    """Say whether somebody has to look: behind, refused, silent, or something is missing."""
    if each.tenant.mode == "archived":
        return False
    is_county = each.tenant.level == "county"
    return each.is_pending or bool(is_county and health_words(each.health, now))


def health_words(health: TenantHealth | None, now: datetime) -> list[str]:
    """Return what is missing in a county, one sentence each; nothing where all is well."""
    if health is None:
        return [say("还没有上报")]
    found = [
        say(words, count=count)
        for words, count in (
            ("{count} 个席位空缺", health.n_unfilled_seats),
            ("{count} 个单位没有联络员", health.n_units_without_liaison),
            ("{count} 项机制没有依据", health.n_mechanisms_without_basis),
        )
        if count
    ]
    if now - health.reported_at > SILENT:
        found.append(say("{at} 以后没有上报", at=moment(health.reported_at, now)))
    return found


def _found(
    among: Sequence[Standing], words: Sequence[str], standings: Sequence[Standing]
) -> list[Standing]:
    """Return those with every word in their name, their code, or the name of their city."""
    names = {each.tenant.id: each.tenant.name for each in standings}
    texts = (
        (each, f"{each.tenant.name} {each.tenant.code} {names.get(each.tenant.parent_id or 0, '')}")
        for each in among
    )
    return [each for each, text in texts if all(word in text for word in words)]


def _sentence(standings: Sequence[Standing], n_needing: int) -> str:
    counties = [each.tenant.mode for each in standings if each.tenant.level == "county"]
    return say(
        "{cities} 个市、{counties} 个区县：正式 {live} 个，演练 {rehearsal} 个。"
        "{needing} 个需要处理。省级看报上来的数字，不看各县的案件。",
        cities=len(standings) - len(counties),
        counties=len(counties),
        live=counties.count("live"),
        rehearsal=counties.count("rehearsal"),
        needing=n_needing,
    )


def _segments(base: str, words: str, show: str, n_needing: int) -> list[Plain]:
    kept = urlencode({"q": words})
    everything = {"label": say("全部"), "href": f"{base}/province?{kept}"}
    needing = {"label": say("需要处理"), "href": f"{base}/province?show={NEEDS}&{kept}"}
    return [
        {**everything, "current": show != NEEDS},
        {**needing, "current": show == NEEDS, "count": n_needing},
    ]


def _groups(
    standings: Sequence[Standing], chosen: Sequence[Standing], now: datetime, doors: _Doors
) -> Iterator[Plain]:
    """Yield each city with those of its counties that were chosen, then those without a city."""
    counties: dict[int | None, list[Plain]] = {}
    for each in chosen:
        if each.tenant.level == "county":
            counties.setdefault(each.tenant.parent_id, []).append(_row(each, now, doors))
    asked_for = {each.tenant.id for each in chosen}
    for each in standings:
        tenant = each.tenant
        rows = counties.pop(tenant.id, []) if tenant.level == "city" else []
        if rows or (tenant.level == "city" and tenant.id in asked_for):
            yield {"name": tenant.name, **_configuration(each, now), "rows": rows}
    for rows in counties.values():
        yield {"name": say("省直管"), "state": None, "rows": rows}


def _row(each: Standing, now: datetime, doors: _Doors) -> Plain:
    tenant, health = each.tenant, each.health
    mode, tone = _MODES[tenant.mode]
    return {
        "code": tenant.code,
        "name": tenant.name,
        "mode": {"label": say(mode), "tone": tone},
        **_configuration(each, now),
        "health": health_words(health, now),
        "overdue": overdue_words(health),
        "active": moment(health.last_activity_at, now)
        if health and health.last_activity_at
        else None,
        **doors.of(tenant),
    }


def overdue_words(health: TenantHealth | None) -> str | None:
    """Return the share of the running deadlines that are over; None where none may be late."""
    if health is None or not health.n_open_deadlines:
        return None
    share = health.n_overdue / health.n_open_deadlines
    return f"{health.n_overdue} / {health.n_open_deadlines}（{share:.1%}）"


def _configuration(each: Standing, now: datetime) -> Plain:
    """Return the revision that governs, and whether it follows what stands above."""
    tenant = each.tenant
    reasons = [f"{r['where']}：{r['en' if language() == 'en' else 'zh']}" for r in each.refusal]
    state = None
    if reasons:
        state = {"label": say("上级的修改没有采用"), "tone": "amber"}
    elif each.is_pending:
        state = {"label": say("等待采用上级的修改"), "tone": "blue"}
    at = tenant.activates_at
    return {
        "revision": say("第 {number} 版", number=tenant.position),
        "state": state,
        "reasons": reasons,
        "scheduled": say("{at} 起有预定的版本", at=moment(at, now)) if at else None,
    }


def _nothing(base: str, *, is_filtered: bool) -> Plain:
    if is_filtered:
        link = {"href": f"{base}/province", "label": say("清除筛选")}
        return {"icon": "search", "title": say("没有找到"), "text": "", "link": link}
    text = say("应用区县的资料包以后，这里按市列出。")
    return {"icon": "briefcase", "title": say("还没有区县"), "text": text, "link": None}
