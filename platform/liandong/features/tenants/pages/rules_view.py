"""The page 机制与依据: which rules hold here and where they come from; pure."""

from typing import Any

from liandong.features.tenants.pages.county import County
from liandong.features.tenants.pages.instrument_view import said, status_badge
from liandong.features.tenants.pages.limit_rows import extra_rows, limit_rows
from liandong.features.tenants.pages.readings_view import readings_section
from liandong.features.tenants.service.catalogue import CATALOGUE
from liandong.web.languages import say

Plain = dict[str, Any]
ON: Plain = {"label": "启用", "tone": "blue", "icon": "check"}
OFF: Plain = {"label": "未启用", "tone": None, "icon": None}
GROUPS = (("平台上能办的", True), ("按文件启用，平台还没有装", False))


def rules_page(county: County, shown: str, chosen: str) -> Plain:
    """Return every mechanism of the county, and one of them in detail."""
    enabled = {each["key"]: each for each in county.config.package["mechanisms"]}
    if chosen not in enabled:
        chosen = next((key for key in enabled if key in county.installed), "")
    own = county.config.tenant["name"]
    return {
        "title": say("机制与依据"),
        "sentence": say(
            "{own}启用 {count} 项机制，每一项都写明哪份文件、哪一条、哪天起生效。",
            own=own,
            count=len(enabled),
        ),
        "breadcrumb": [],
        "actions": [{"label": say("口径与例外"), "href": "#readings", "icon": "scale"}],
        "filters": [{"label": say("启用"), "segments": _segments(county, enabled, shown)}],
        "grouped_note": say("按能不能在平台上办分组"),
        "groups": _groups(county, enabled, shown, chosen),
        "more": None,
        "detail": _detail(county, enabled[chosen]) if chosen in enabled else None,
        "readings": readings_section(county),
    }


def _segments(county: County, enabled: dict[str, Plain], shown: str) -> list[Plain]:
    path, off = f"{county.base}/mechanisms", [key for key in CATALOGUE if key not in enabled]
    counts = (
        ("", "启用", len(enabled)),
        ("off", "未启用", len(off)),
        ("confirm", "待确认", len([e for e in enabled.values() if e["source"]["to_confirm"]])),
    )
    return [
        {
            "label": say(label),
            "href": f"{path}?show={key}" if key else path,
            "count": n,
            "current": key == shown,
        }
        for key, label, n in counts
    ]


def _groups(county: County, enabled: dict[str, Plain], shown: str, chosen: str) -> list[Plain]:
    if shown == "off":
        rows = [_row(county, key, None, chosen) for key in CATALOGUE if key not in enabled]
        return [{"label": say("本地文件没有规定"), "rows": rows}]
    listed = [
        each for each in enabled.values() if shown != "confirm" or each["source"]["to_confirm"]
    ]
    found = []
    for label, is_installed in GROUPS:
        mine = [each for each in listed if (each["key"] in county.installed) == is_installed]
        rows = [_row(county, each["key"], each, chosen) for each in sorted(mine, key=_order)]
        found += [{"label": say(label), "rows": rows}] if rows else []
    return found


def _order(stated: Plain) -> int:
    known = list(CATALOGUE)
    return known.index(stated["key"]) if stated["key"] in CATALOGUE else len(known)


def _row(county: County, key: str, stated: Plain | None, chosen: str) -> Plain:
    code, label = CATALOGUE.get(key, ("", key))
    basis = stated["source"]["basis"] if stated else []
    clause: Plain = {"label": say("本地文件未规定"), "href": None}
    if basis:
        clause = county.clause(basis[0]["instrument"], basis[0]["clause"])
    number = len(basis) - 1
    notes = [say("另有 {count} 条依据", count=number)] if number > 0 else []
    notes += [say("待确认")] if stated and stated["source"]["to_confirm"] else []
    return {
        "code": code,
        "label": say(label),
        "href": f"{county.base}/mechanisms?mechanism={key}",
        "current": key == chosen,
        "badge": said(ON if stated else OFF),
        "clause": clause,
        "effective_on": _effect(county, say("未生效")) if stated else "",
        "parameters": {"lead": "", "text": say("，").join(notes)} if notes else None,
    }


def _detail(county: County, stated: Plain) -> Plain:
    key = stated["key"]
    code, label = CATALOGUE.get(key, ("", key))
    rows = [*limit_rows(county, key), *extra_rows(county, key)]
    confirmed = sum(1 for row in rows if row["evidence"] and row["evidence"]["tone"] == "green")
    open_ = sum(1 for row in rows if row["evidence"] and row["evidence"]["tone"] != "green")
    note = say("已确认 {sure} · 没有确认 {open}（只提醒，不记逾期）", sure=confirmed, open=open_)
    return {
        "title": f"{code} {say(label)}",
        "badge": said(ON),
        "facts": _facts(county, stated),
        "limits": rows,
        "note": note if rows else say("平台还没有装这一项，只列出依据。"),
        "computation_href": None,
    }


def _effect(county: County, otherwise: str) -> str:
    since = county.config.county.get("effective_from")
    return county.day(since) if since else otherwise


def _facts(county: County, stated: Plain) -> list[Plain]:
    facts: list[Plain] = [
        {
            "label": say("依据") if n == 0 else "",
            "link": county.clause(basis["instrument"], basis["clause"]),
            "text": "",
        }
        for n, basis in enumerate(stated["source"]["basis"])
    ]
    document = county.config.register.instruments.get(county.config.county["instrument"])
    if document:
        facts.append(
            {"label": say("文件状态"), "link": None, "text": status_badge(document)["label"]}
        )
    source = county.config.county["effective_source"]
    effect = _effect(county, say("未生效，只作提醒"))
    words = (effect, source["note"] if source else "")
    text = say("；").join(part for part in words if part)
    facts.append({"label": say("生效"), "link": None, "text": text})
    if stated["source"]["to_confirm"]:
        text = stated["source"]["note"] or say("由{here}确认", here=county.here)
        facts.append({"label": say("待确认"), "link": None, "text": text})
    return facts
