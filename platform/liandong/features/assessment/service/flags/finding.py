"""Flags from what stands in the platform on the freeze day, by rules that are data; pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from liandong.features.cases.service import pairs, share
from liandong.kernel.yamlfile import load

Plain = Mapping[str, Any]
_WEEK = 7


@dataclass(frozen=True)
class Trace:
    """One thing that a unit did: of which case, on which day, entered when, saying what."""

    unit: str
    mechanism: str
    case: str
    number: str
    matter: str
    on: date
    entered: date | None = None
    text: str = ""
    id: str = ""


@dataclass(frozen=True)
class Shown:
    """A file that a unit shows as evidence of an item."""

    unit: str
    code: str
    name: str
    sha256: str


@dataclass(frozen=True)
class Flag:
    """Something to be judged: of which unit, which kind, in figures, with what is behind it."""

    kind: str
    unit: str
    zh: str
    en: str
    records: tuple[Plain, ...] = field(default=())

    @property
    def key(self) -> str:
        """What makes it the same flag: unit, kind and the records behind it."""
        behind = [repr(sorted(each.items())) for each in self.records]
        return sha256("\n".join((self.kind, self.unit, *sorted(behind))).encode()).hexdigest()[:16]

    def dumped(self) -> dict[str, Any]:
        """As an event keeps it."""
        return {
            "key": self.key,
            "kind": self.kind,
            "unit": self.unit,
            "zh": self.zh,
            "en": self.en,
            "records": [dict(each) for each in self.records],
        }


@dataclass(frozen=True)
class Traces:
    """What flags are found in: closings, what was entered late, letters, files shown."""

    closings: Sequence[Trace]
    entries: Sequence[Trace]
    letters: Sequence[Trace]
    files: Sequence[Shown]


def rules_of(raw: Plain) -> dict[str, dict[str, Any]]:
    """Return the rules by kind: the platform's, or the scheme's in their place."""
    known = load(Path(__file__).with_name("rules.yaml")).data
    own = raw.get("process", {}).get("flags", {})
    return {kind: {**rule, **own.get(kind, {})} for kind, rule in known.items()}


def found_in(traces: Traces, rules: Mapping[str, Plain], since: date, freeze: date) -> list[Flag]:
    """Return the flags, by kind and unit.

    Args:
        traces: What units did and showed.
        rules: By kind, see rules.yaml.
        since: First day of the period.
        freeze: The freeze day.
    """
    return [
        *_closings(traces.closings, rules["closings"], since, freeze),
        *_backdated(traces.entries, rules["backdated"]),
        *_copies(traces.letters, rules["copies"]),
        *_files(traces.files, rules["files"]),
    ]


def _by_unit(traces: Iterable[Trace]) -> dict[str, list[Trace]]:
    found: dict[str, list[Trace]] = defaultdict(list)
    for each in traces:
        found[each.unit].append(each)
    return dict(sorted(found.items()))


def _closings(traces: Iterable[Trace], rule: Plain, since: date, freeze: date) -> Iterator[Flag]:
    days = int(rule["days"])
    first = freeze - timedelta(days=days - 1)
    weeks = max((first - since).days / _WEEK, 1)
    for unit, closed in _by_unit(t for t in traces if since <= t.on <= freeze).items():
        late = [each for each in closed if each.on >= first]
        rest = (len(closed) - len(late)) / weeks
        usual = rest * days / _WEEK * float(rule["times"])
        if len(late) < rule["least"] or len(late) < usual:
            continue
        if len(late) < float(rule["share"]) * len(closed):
            continue
        zh = (
            f"全年办结 {len(closed)} 件，{len(late)} 件在数据冻结前 {days} 日内；"
            f"其余时间平均每周 {rest:.1f} 件"
        )
        en = (
            f"{len(late)} of {len(closed)} closed within {days} days before the freeze; "
            f"{rest:.1f} a week before"
        )
        yield Flag("closings", unit, zh, en, tuple(map(_record, late)))


def _backdated(traces: Iterable[Trace], rule: Plain) -> Iterator[Flag]:
    days, least = int(rule["days"]), int(rule["least"])
    for unit, entered in _by_unit(traces).items():
        by_day: dict[date, list[Trace]] = defaultdict(list)
        for each in entered:
            if each.entered is not None and (each.entered - each.on).days >= days:
                by_day[each.entered].append(each)
        for day, late in sorted(by_day.items()):
            if len(late) >= least:
                zh = f"{day} 一天补录 {len(late)} 件 {days} 日以前的事项"
                en = f"{len(late)} entries of at least {days} days before, all made on {day}"
                yield Flag("backdated", unit, zh, en, tuple(map(_record, late)))


def _copies(traces: Iterable[Trace], rule: Plain) -> Iterator[Flag]:
    least, wanted = int(rule["least"]), float(rule["share"])
    for unit, letters in _by_unit(traces).items():
        texts = [(pairs(t.text), t) for t in letters if len(t.text) >= rule["letters"]]
        for group in _alike(texts, wanted):
            if len({each.case for each in group}) >= least:
                zh = f"{len(group)} 份文书的内容有 {wanted:.0%} 以上相同"
                en = f"{len(group)} letters say the same by {wanted:.0%} or more"
                yield Flag("copies", unit, zh, en, tuple(map(_record, group)))


def _alike(texts: Sequence[tuple[frozenset[str], Trace]], wanted: float) -> Iterator[list[Trace]]:
    """Yield groups of texts, each like the first of its group."""
    left = sorted(texts, key=lambda each: (len(each[0]), each[1].on, each[1].id))
    while left:
        (first, trace), *others = left
        longest = len(first) * (2 - wanted) / wanted
        near = [e for e in others if len(e[0]) <= longest and share(first, e[0]) >= wanted]
        if near:
            yield [trace, *(each for _, each in near)]
        chosen = {id(each) for _, each in near}
        left = [each for each in others if id(each[1]) not in chosen]


def _files(files: Iterable[Shown], rule: Plain) -> Iterator[Flag]:
    """The same file for several items, or shown by several units, once for each unit."""
    by_file: dict[str, list[Shown]] = defaultdict(list)
    for each in files:
        by_file[each.sha256].append(each)
    for same in by_file.values():
        places = sorted({(each.unit, each.code) for each in same})
        if len(places) < rule["least"]:
            continue
        for unit in sorted({unit for unit, _ in places}):
            codes = [code for of, code in places if of == unit]
            others = len({of for of, _ in places} - {unit})
            name = next(each.name for each in same if each.unit == unit)
            zh = f"《{name}》用于 {'、'.join(codes)}"
            zh += f"；另有 {others} 个单位交了同一个文件" if others else "，同一个文件用了多次"
            en = f"'{name}' is shown for {', '.join(codes)}"
            en += f"; {others} other units hand in the same file" if others else ", one file"
            behind = tuple({"code": code, "file": name} for code in codes)
            yield Flag("files", unit, zh, en, behind)


def _record(trace: Trace) -> Plain:
    entered = "" if trace.entered is None else trace.entered.isoformat()
    return {
        "mechanism": trace.mechanism,
        "case": trace.case,
        "number": trace.number,
        "matter": trace.matter,
        "on": trace.on.isoformat(),
        "entered": entered,
        "id": trace.id,
    }
