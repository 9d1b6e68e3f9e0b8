"""The rows of a mechanism's limits and parameters, each with where it comes from; pure."""

from collections.abc import Iterator
from typing import Any

from liandong.features.tenants.pages.county import County
from liandong.features.tenants.pages.instrument_view import said
from liandong.features.tenants.service.citing import citation
from liandong.features.tenants.service.ruling import rule_of
from liandong.mechanisms import LimitValue, TimeLimit, why_never_late
from liandong.web.languages import language, say

Plain = dict[str, Any]
UNITS = {
    "hour": "{n} 小时",
    "day": "{n} 日",
    "working_day": "{n} 个工作日",
    "month": "{n} 个月",
    "year": "{n} 年",
}
ONCE = {
    "month": "每月一次",
    "quarter": "每季度一次",
    "half_year": "每半年一次",
    "year": "每年一次",
}
EVIDENCE: dict[str, Plain] = {
    "text": {"label": "已确认", "tone": "green", "icon": "check"},
    "reported": {"label": "据转述", "tone": "amber", "icon": None},
    "unconfirmed": {"label": "未确认", "tone": "amber", "icon": None},
}
NATIONAL: Plain = {"label": "国家", "tone": None, "icon": None}
LOCAL: Plain = {"label": "本地", "tone": "blue", "icon": None}
TO_CONFIRM: Plain = {"label": "待确认", "tone": "amber", "icon": None}
SOURCES = (NATIONAL, LOCAL, TO_CONFIRM)


def limit_rows(county: County, key: str) -> Iterator[Plain]:
    """Return each limit a mechanism names, as it holds in this county."""
    if key not in county.installed:
        return
    config = county.config
    named = county.installation.registry.current(key).limits
    shown: set[str] = set()
    for limit in named:
        for row in _rows_of(county, limit):
            shown.add(row["code"])
            yield row
    for limit in config.local_limits.values():
        if key in limit.used_by and limit.id not in shown:
            yield _row(county, limit, "", is_own=True)


def _rows_of(county: County, limit: TimeLimit) -> Iterator[Plain]:
    config = county.config
    replaced = config.replacements_on(county.today).get(limit.id)
    if limit.is_slot:
        for local in config.standing_for(limit):
            yield _row(county, local, "", is_own=True)
    elif replaced:
        note = say("代替国家规定：{value}", value=_value(county, limit))
        yield _row(county, replaced, note, is_own=True)
    else:
        yield _row(county, limit, "", is_own=False)
    for supplement in config.supplements.get(limit.id, ()):
        yield _row(county, supplement, say("在国家规定之外另作规定"), is_own=True)


def _row(county: County, limit: TimeLimit, note: str, *, is_own: bool) -> Plain:
    value = rule_of(county.config, limit, county.today).value
    basis = value.basis[0] if value and value.basis else None
    enforced = value is not None and county.config.is_enforceable(limit, county.today)
    notes = [note] if note else []
    notes += [] if enforced else [_why_not(limit, value)]
    return {
        "label": say(limit.matter),
        "code": limit.id,
        "value": _words(limit, value),
        "note": say("；").join(notes),
        "source": said(LOCAL if is_own else NATIONAL),
        "evidence": said(EVIDENCE[value.evidence.value]) if value else None,
        "clause": citation(county.config.register, basis.instrument, basis.clause) if basis else "",
        "own": is_own,
    }


def _why_not(limit: TimeLimit, value: LimitValue | None) -> str:
    """Return why nobody is called late by it: its kind, else evidence, county or document."""
    never = why_never_late(limit, value) if value else None
    if never is None:
        return say("只提醒，不记逾期")
    return never.en if language().startswith("en") else never.zh


def _value(county: County, limit: TimeLimit) -> str:
    return _words(limit, limit.value_on(county.today))


def _words(limit: TimeLimit, value: LimitValue | None) -> str:
    if value is None:
        return say("现在没有规定")
    if value.counted_in and limit.every(value) and value.counted_in.value in ONCE:
        return say(ONCE[value.counted_in.value])
    if value.length is not None and value.counted_in and value.counted_in.value in UNITS:
        return say(UNITS[value.counted_in.value], n=value.length)
    if value.counted_in and value.counted_in.value == "stated":
        return say("以文书载明的为准")
    if value.counted_in and value.counted_in.value == "point":
        return say("每月 {n} 日前", n=value.length) if value.length else say("按规定的日子")
    return say("没有规定天数")


def extra_rows(county: County, key: str) -> Iterator[Plain]:
    """Return who is copied, when one is reminded and how papers are numbered."""
    for rule in county.config.package["copy_rules"]:
        if rule["mechanism"] == key:
            yield _copy(county, rule)
    named: dict[str, str] = {}
    if key in county.installed:
        known = county.installation.registry.current(key).limits
        here = [each for limit in known for each in (limit, *county.config.standing_for(limit))]
        named = {limit.id: say(limit.matter) for limit in here}
    for reminder in county.config.package["reminders"]:
        if reminder["limit"] in named:
            days = say("{n} 个工作日", n=say("、").join(map(str, reminder["days_before"])))
            told = say("{what}：{value}", what=named[reminder["limit"]], value=days)
            yield _extra(county, "到期前提醒", told)
    if key == "assessment_supervision":
        yield from _assigned(county)
    numbering = county.config.county["numbering"]
    if key in numbering["prefixes"]:
        yield _extra(
            county,
            "文号",
            say("{prefix}〔年份〕1号", prefix=numbering["prefixes"][key]),
            numbering["source"],
        )


_PARTS = {"assessor": "评分", "confirms": "审定", "supplies": "提供意见", "assessed": "被考核"}


def _assigned(county: County) -> Iterator[Plain]:
    """Yield who does what in the yearly assessment."""
    names = {each["key"]: each["name"] for each in county.config.package["units"]}
    for each in county.config.package.get("assessment", ()):
        listed = say("、").join(names.get(key, key) for key in each["units"])
        said = listed
        if each["members"]:
            said = say("全部成员单位，不含{units}", units=listed) if listed else say("全部成员单位")
        yield _extra(county, _PARTS[each["key"]], said, each["source"])


def _copy(county: County, rule: Plain) -> Plain:
    labels = [trigger["label"] for trigger in rule["when"]]
    when = say("、").join(say(label) for label in labels)
    is_optional = rule["binding"] == "optional"
    told = say("可以抄送") if is_optional else say("应当抄送")
    found = _extra(county, "抄送", told, rule["source"])
    found["note"] = say("遇有：{when}", when=when) if when else ""
    return found


def _extra(county: County, label: str, value: str, source: Plain | None = None) -> Plain:
    basis = source["basis"] if source else []
    register = county.config.register
    return {
        "label": say(label),
        "code": "",
        "value": value,
        "note": (source or {}).get("note") or "",
        "source": said(TO_CONFIRM if source and source["to_confirm"] else LOCAL),
        "evidence": None,
        "clause": citation(register, basis[0]["instrument"], basis[0]["clause"]) if basis else "",
        "own": False,
    }
