"""The document of a county to come, typed in: who signed it, when, and its clauses; pure."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from liandong.features.tenants.service import StatedPackage, citation, installed
from liandong.kernel.errors import InvalidInputError, Problem

Plain = dict[str, Any]
#: Of a clause that came with the model: what it rests on here is still to be said.
NOTE = "范本带来的，请改引本县文件的条款"
STATUSES = ("in_force", "draft")
_LINE = re.compile(r"(?P<key>\S+)\s+(?P<rest>\S.*)")
_MECHANISMS = re.compile(r"(?:\s+|^)(?P<codes>[ML]\d{2}(?:[\s、，,]+[ML]\d{2})*)$")
_CODE = re.compile(r"[ML]\d{2}")
_BETWEEN = re.compile(r"[、，,;；\n]+")
_NEEDED = (("title", "标题", "a title"), ("issuers", "制发机关", "who issued it"))
_OF_ISSUED = (
    ("number", "文号", "a number"),
    ("date", "日期", "a date"),
    ("effective_from", "施行日期", "a day from which it takes effect"),
)


def own_document(stated: StatedPackage) -> Plain | None:
    """Return the county's own document, as its package states it; None before it is typed in."""
    listed = stated.files.get("instruments", {}).get("instruments", ())
    return next((each for each in listed if each["id"] == stated.instrument), None)


def with_document(stated: StatedPackage, typed: Mapping[str, str]) -> StatedPackage:
    """Return a package that rests on the document typed in.

    What rested on clauses of another document, or on one that is no clause of this any more, is
    a citation found nowhere from then on: flagged until it is cited anew. `roster_clauses` are
    those on which all units and seats rest, `office_clauses` those of the office.

    Raises:
        InvalidInputError: A field is missing or wrong, or the package has no start yet.
    """
    if "document" not in stated.tenant:
        raise InvalidInputError([Problem("title", "先选起点", "choose a start first")])
    said = {key: value.strip() for key, value in typed.items()}
    clauses, problems = _clauses(said.get("clauses", ""))
    unknown = _unknown(said, {each["key"] for each in clauses})
    problems = [*_missing(said), *problems, *unknown]
    if problems:
        raise InvalidInputError(problems)
    made = resting_on(stated, _document(stated, said, clauses))
    tenant = made.tenant
    if (named := _named(said, "office_clauses")) and tenant.get("office"):
        made = made.with_file(
            "tenant", {**tenant, "office": {"unit": tenant["office"]["unit"], "clauses": named}}
        )
    roster = made.files.get("roster", {})
    named = _named(said, "roster_clauses")
    return made.with_file("roster", _resting(roster, named)) if named and roster else made


def resting_on(stated: StatedPackage, document: Plain) -> StatedPackage:
    """Return a package whose own document this is; what rested on another is found nowhere."""
    key, before = document["id"], stated.instrument
    kept = {each["key"] for each in document["clauses"]} if key == before else set()
    name = citation(installed().register, before, "").strip()
    cited = StatedPackage({kind: _recited(f, kept, name) for kind, f in stated.files.items()})
    others = [each for each in _instruments(stated) if each["id"] not in {key, before}]
    effect = document["effective_from"]
    tenant: Plain = {
        **cited.tenant,
        "document": {**cited.tenant["document"], "instrument": key},
        "effective_from": {"day": effect} if effect else None,
    }
    return cited.with_file("tenant", tenant).with_file(
        "instruments", {"instruments": [*others, document]}
    )


def lines_of(document: Plain) -> str:
    """Return the clauses of a document as they are typed, one on a line."""
    rows = ((e["key"], e["summary"], "、".join(e["mechanisms"])) for e in document["clauses"])
    return "\n".join(" ".join(part for part in row if part) for row in rows)


def _instruments(stated: StatedPackage) -> list[Plain]:
    return [*stated.files.get("instruments", {}).get("instruments", ())]


def _document(stated: StatedPackage, said: Mapping[str, str], clauses: list[Plain]) -> Plain:
    before = own_document(stated) or {}
    number, day = said.get("number") or None, said.get("date") or None
    effect = said.get("effective_from") or None
    quotes = {each["key"]: each["quotes"] for each in before.get("clauses", ()) if "quotes" in each}
    return {
        "id": f"{stated.code}-document",
        "citation": number or "征求意见稿",
        "number": number,
        "title": said["title"],
        "kind": "county_document",
        "date": day,
        "issuers": _parts(said["issuers"]),
        "status": said.get("status") or STATUSES[0],
        "on_trial": said.get("on_trial") == "true",
        "effective_from": effect,
        "effective_note": f"自 {effect} 起施行" if effect else "未施行",
        "interpreters": before.get("interpreters", []),
        "anomalies": before.get("anomalies", []),
        "clauses": [
            {**each, "quotes": quotes[each["key"]]} if each["key"] in quotes else each
            for each in clauses
        ],
    }


def _clauses(text: str) -> tuple[list[Plain], list[Problem]]:
    """Return the clauses of a text, one on a line: its key, what it says, its mechanisms."""
    found: dict[str, Plain] = {}
    problems: list[Problem] = []
    for n, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        parts = _LINE.fullmatch(line.strip())
        if parts is None:
            zh = f"第 {n} 行写成“条款号 大意 机制编号”，例如：三(一) 书面回复 M10"
            en = f"line {n}: needs a clause, what it says, and its mechanisms"
            problems.append(Problem("clauses", zh, en))
            continue
        key, rest = parts["key"], parts["rest"]
        named = _MECHANISMS.search(rest)
        codes = _CODE.findall(named["codes"]) if named else []
        summary = rest[: named.start()].strip() if named else rest
        if not summary:
            problems.append(Problem("clauses", f"第 {n} 行没有大意", f"line {n}: says nothing"))
        if key in found:
            zh, en = f"第 {n} 行：“{key}”写了两次", f"line {n}: '{key}' stands here twice"
            problems.append(Problem("clauses", zh, en))
        found[key] = {"key": key, "summary": summary, "mechanisms": codes}
    if not found and not problems:
        problems.append(Problem("clauses", "请填条款，一条一行", "needs its clauses, one a line"))
    return [*found.values()], problems


def _missing(said: Mapping[str, str]) -> Iterator[Problem]:
    needed = _NEEDED if said.get("status") == "draft" else (*_NEEDED, *_OF_ISSUED)
    for key, zh, en in needed:
        if not said.get(key):
            yield Problem(key, f"请填{zh}", f"needs {en}")
    for key in ("date", "effective_from"):
        if said.get(key) and not _is_day(said[key]):
            yield Problem(key, "写成 2026-05-01", "is no date")
    if said.get("status") not in {"", None, *STATUSES}:
        yield Problem("status", "选一种效力", "choose a status")


def _unknown(said: Mapping[str, str], known: Collection[str]) -> Iterator[Problem]:
    for field in ("roster_clauses", "office_clauses"):
        for key in _named(said, field):
            if key not in known:
                yield Problem(field, f"上面没有“{key}”这一条", f"there is no clause '{key}' above")


def _named(said: Mapping[str, str], field: str) -> list[str]:
    return _parts(re.sub(r"\s+", "、", said.get(field, "")))


def _parts(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in _BETWEEN.split(text) if part.strip()))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _recited(part: Any, kept: Collection[str], name: str) -> Any:
    """Return a part in which clauses that are none of the document any more are found nowhere."""
    if isinstance(part, list):
        return [_recited(each, kept, name) for each in part]
    if not isinstance(part, Mapping):
        return part
    plain = {key: _recited(value, kept, name) for key, value in part.items()}
    stated = plain.get("clauses")
    if not isinstance(stated, list) or not all(isinstance(each, str) for each in stated):
        return plain
    gone = [each for each in stated if each not in kept]
    plain["clauses"] = [each for each in stated if each in kept]
    if not plain["clauses"]:
        del plain["clauses"]
    if gone:
        written = [{"as_written": f"{name} {each}", "note": NOTE} for each in gone]
        plain["basis"] = [*plain.get("basis", ()), *written]
    return plain


def without_models(basis: list[Plain]) -> list[Plain]:
    """Return a basis without what came with the model: the document itself is cited now."""
    return [each for each in basis if each.get("note") != NOTE]


def _resting(roster: Mapping[str, Any], clauses: list[str]) -> Plain:
    """Return a roster whose units and seats rest on these clauses."""
    return {
        part: [_rested(each, clauses) for each in rows] if part in {"units", "seats"} else rows
        for part, rows in roster.items()
    }


def _rested(entry: Plain, clauses: list[str]) -> Plain:
    kept = without_models(entry.get("basis", []))
    rest = {key: value for key, value in entry.items() if key not in {"basis", "clauses"}}
    return {**rest, "clauses": clauses, **({"basis": kept} if kept else {})}
