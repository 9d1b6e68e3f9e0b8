"""口径与例外: what the law leaves open, and how this county reads it; pure."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from liandong.features.tenants.pages.county import County
from liandong.features.tenants.pages.instrument_view import said, status_badge
from liandong.features.tenants.pages.limit_rows import LOCAL, TO_CONFIRM
from liandong.features.tenants.service import Ambiguity, Reading, Spec, ambiguities, read, rule_of
from liandong.features.tenants.service.catalogue import CATALOGUE
from liandong.mechanisms import TimeLimit
from liandong.web.languages import language, say

Plain = dict[str, Any]
DEFAULT: Plain = {"label": "默认", "tone": None, "icon": None}
MODE_WORDS = {
    "live": "正式运行",
    "rehearsal": "演练，谁都不逾期",
    "suspended": "暂停",
    "archived": "已归档",
}


def readings_section(county: County) -> Plain:
    """Return every open question with the reading in force here, default or the county's own."""
    rows = [_row(county, each) for each in ambiguities()]
    own = sum(1 for row in rows if row["own"])
    return {
        "title": say("口径与例外"),
        "sentence": say(
            "法律没有写清的 {count} 个问题，{here}怎样算；{own} 个有{here}自己的口径，其余按默认。",
            here=county.here,
            count=len(rows),
            own=own,
        ),
        "head": say("{here}怎样算", here=county.here),
        "caption": say("问题和{here}的口径", here=county.here),
        "rows": rows,
    }


def _row(county: County, ambiguity: Ambiguity) -> Plain:
    answers = _once([line for spec in ambiguity.specs for line in _answers(county, spec)])
    return {
        "id": ambiguity.id,
        "question": ambiguity.question.pick(language()),
        "why": ambiguity.why.pick(language()),
        "answers": answers,
        "own": any(line["own"] for line in answers),
        "basis": [county.clause(b.instrument, b.clause) for b in ambiguity.basis],
    }


def _once(lines: list[Plain]) -> list[Plain]:
    """Say a thing that holds for several answers in a row only once, at their end."""
    for line, after in pairwise(lines):
        if line["note"] == after["note"]:
            line["note"] = ""
    return [line for n, line in enumerate(lines) if line not in lines[:n]]


def _answers(county: County, spec: Spec) -> Iterator[Plain]:
    if spec.kind == "elsewhere":
        yield _line(spec.default_words.pick(language()), _elsewhere(county, spec))
    elif spec.is_family:
        yield from _family(county, spec)
    else:
        yield _answer(county, spec, read(county.config, spec), spec.label.pick(language()))


def _elsewhere(county: County, spec: Spec) -> str:
    """Return how the county stands where that is not said by a setting (A11)."""
    if spec.key == "tenant.mode":
        mode = county.config.county["mode"]
        return say(
            "{here}：{state}",
            here=county.here,
            state=say(MODE_WORDS[mode]),
        )
    document = county.config.register.instruments.get(county.config.county["instrument"])
    if document is None:
        return ""
    return say("{here}：{state}", here=county.here, state=status_badge(document)["label"])


def _family(county: County, spec: Spec) -> Iterator[Plain]:
    """Yield the limits that a question names, or the default of all with the county's own."""
    here = county.config.limits_here
    if spec.is_named:
        known = [limit for limit in here.values() if spec.takes(limit)]
        for limit in known:
            readings = {
                each.key: each for each in rule_of(county.config, limit, county.today).readings
            }
            reading = readings.get(spec.key.replace("<id>", limit.id))
            if reading:
                yield _answer(county, spec, reading, _named(limit))
        if not known:
            yield _line(say("{here}没有这条期限", here=county.here), "")
        return
    yield _line(spec.default_words.pick(language()), "", badge=DEFAULT)
    for limit in here.values():
        reading = read(county.config, spec, limit.id)
        if reading.is_own and spec.takes(limit):
            yield _answer(county, spec, reading, _named(limit))


def _named(limit: TimeLimit) -> str:
    return say("{matter}（{code}）", matter=say(limit.matter), code=limit.id)


def _answer(county: County, spec: Spec, reading: Reading, what: str) -> Plain:
    words = reading.words.pick(language())
    text = say("{what}：{value}", what=what, value=words) if what else words
    notes = [say(reading.note)] if reading.note else []
    if reading.since:
        notes.append(say("自 {day} 起", day=county.day(reading.since)))
    if spec.idle_until:
        label = say(CATALOGUE[spec.idle_until][1])
        notes.append(say("装上“{mechanism}”以后起用", mechanism=label))
    found = _line(text, say("；").join(notes), badge=LOCAL if reading.is_own else DEFAULT)
    if reading.is_own:
        found["own"] = True
        found["basis"] = [county.clause(b["instrument"], b["clause"]) for b in reading.basis]
        found["badges"] += [said(TO_CONFIRM)] if reading.to_confirm else []
    return found


def _line(text: str, note: str, badge: Plain | None = None) -> Plain:
    badges = [said(badge)] if badge else []
    return {"text": text, "note": note, "badges": badges, "own": False, "basis": []}
