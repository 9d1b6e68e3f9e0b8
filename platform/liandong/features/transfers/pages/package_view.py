"""What goes along with a matter, as people read it: facts, rows, papers, clocks, record; pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from liandong.features.cases.pages.fact_words import joined, told
from liandong.features.cases.pages.words import Setting, weekday_words
from liandong.features.tenants.service import installed
from liandong.features.transfers.pages.words import Plain
from liandong.features.units.models import Unit
from liandong.mechanisms import Mechanism
from liandong.web.languages import say

_CLOCKS = {"open": "计算中", "paused": "中止", "done": "已办", "released": "不再计算"}


def package_cards(package: Plain, setting: Setting, href: str) -> list[Plain]:
    """Return the parts of a package as cards; units and files are told by their names.

    Files are opened below `href`, the address of the transfer.

    That of a matter that stays in its county holds facts alone.
    """
    mechanism = installed().registry[package["mechanism"], package["version"]]
    units = {
        UUID(key): Unit(id=UUID(key), name=name) for key, name in package.get("units", {}).items()
    }
    files = {key: each["name"] for key, each in package.get("files", {}).items()}
    there = replace(setting, units=units, files=files)
    cards = (
        ("facts", say("案件情况"), list(_facts(package, mechanism, there))),
        ("rows", say("逐项内容"), list(_rows(package, mechanism, there))),
        ("withheld", say("涉密内容"), list(_withheld(package, mechanism))),
        ("papers", say("文书"), list(_papers(package, mechanism))),
        ("files", say("附件"), list(_files(package, href))),
        ("clocks", say("期限和经过"), list(_clocks(package, there))),
        ("record", say("办理记录"), list(_record(package, mechanism, there))),
    )
    return [
        {"key": key, "title": title, "note": say("{n} 条", n=len(rows)), "rows": rows}
        for key, title, rows in cards
        if rows
    ]


def _row(title: str, note: str = "") -> Plain:
    return {"title": title, "note": note}


def _facts(package: Plain, mechanism: Mechanism, there: Setting) -> Iterator[Plain]:
    if "state_label" in package:
        stands = package["state_label"]
        text = say("{label}：{value}", label=say("状态"), value=say(stands))
        yield _row(text, package["number"] or "")
    for line in told(mechanism.fields, package["facts"], there):
        yield _row(line)


def _rows(package: Plain, mechanism: Mechanism, there: Setting) -> Iterator[Plain]:
    for each in package.get("rows", ()):
        kind = mechanism.row(each["type"])
        fields = {f.key: f for move in kind.transitions for f in move.inputs}
        state = next((s.label for s in kind.states if s.key == each["state"]), each["state"])
        title = f"{say(kind.label)} {each['number']} · {say(state)}"
        yield _row(title, joined(told(fields.values(), each["facts"], there)))


def _withheld(package: Plain, mechanism: Mechanism) -> Iterator[Plain]:
    """Yield what is sealed there: it does not go along, and is asked for of the unit itself."""
    labels = {("", field.key): field.label for field in mechanism.fields}
    labels |= {
        (row.key, field.key): field.label
        for row in mechanism.rows
        for move in row.transitions
        for field in move.inputs
    }
    for place in package.get("withheld", ()):
        scope, _, key = place.rpartition(".")
        label = labels.get((scope, key), key)
        yield _row(say(label), say("加密保存在移交的县，不随案移交，由移交单位另行送达"))


def _papers(package: Plain, mechanism: Mechanism) -> Iterator[Plain]:
    labels = {each.key: each.label for each in mechanism.documents}
    for each in package.get("documents", ()):
        digest = say("签发内容摘要 {digest}", digest=each["digest"] or "—")
        number = each["number"] or say("无文号")
        title = f"{say(labels[each['type']])} {number}"
        yield _row(title, joined((each["unit"], digest)))


def _files(package: Plain, href: str) -> Iterator[Plain]:
    for key, each in package.get("files", {}).items():
        note = say("文件摘要 {digest}", digest=each["sha256"])
        yield {**_row(each["name"], note), "href": f"{href}/files/{key}"}


def _clocks(package: Plain, there: Setting) -> Iterator[Plain]:
    for each in package.get("deadlines", ()):
        first, last = (_day(each[key], there) for key in ("started_on", "due_on"))
        clock = _CLOCKS[each["state"]]
        state = say(clock)
        title = f"{say(each['inputs']['matter'])} · {state}"
        yield _row(title, say("{first}起，{last}届满", first=first, last=last))


def _record(package: Plain, mechanism: Mechanism, there: Setting) -> Iterator[Plain]:
    moves = {move.key: move.label for _, move in mechanism.moves}
    for each in package.get("events", ()):
        label = moves.get(each["transition"])
        if label is not None:
            unit = there.name(UUID(each["unit_id"]))
            title = say("{unit} {verb}", unit=unit, verb=say(label))
            yield _row(title, _day(each["occurred_on"], there))


def _day(stated: str | None, setting: Setting) -> str:
    return weekday_words(date.fromisoformat(stated), setting.today) if stated else "—"
