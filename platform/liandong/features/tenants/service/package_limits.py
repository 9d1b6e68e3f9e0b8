"""Whether the limits of a county's own document can be: their form, their source, their place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from liandong.features.tenants.service.known import Known
from liandong.features.tenants.service.own_limits import RELATIONS
from liandong.features.tenants.service.package_parts import (
    entries,
    instrument_of,
    mapping,
    mechanism_keys,
    text,
)
from liandong.features.tenants.service.package_schema import check_form
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded
from liandong.mechanisms import Evidence, LimitReader, LimitValue, Regime, TimeLimit

Files = Mapping[str, Loaded]


@dataclass(frozen=True)
class OwnLimits:
    """The limits that a package states, those that layers above state, and what is malformed."""

    file: Loaded
    stated: Mapping[str, TimeLimit]
    inherited: Mapping[str, TimeLimit]
    problems: tuple[Problem, ...]

    @property
    def every(self) -> Mapping[str, TimeLimit]:
        """Return all that hold here, by id; the nearest layer wins."""
        return {**self.inherited, **self.stated}

    def entry(self, limit_id: str) -> Mapping[str, Any]:
        """Return a limit as the file has it."""
        return mapping(mapping(mapping(self.file.data).get("limits")).get(limit_id))

    def says(self, limit_id: str, *path: str, zh: str, en: str) -> Problem:
        """Return a problem with a limit, at its line."""
        return Problem(self.file.where("limits", limit_id, *path), zh, f"'{limit_id}': {en}")


def read_own(files: Files, inherited: Mapping[str, Any]) -> OwnLimits:
    """Read the limits of `mechanisms.yaml`; `inherited` are the entries of the layers above.

    What the schema refuses of a part is not said of the same line again.
    """
    file = files["mechanisms"]
    said = mapping(mapping(file.data).get("limits"))
    ours = {key: each for key, each in said.items() if mapping(each).get("remove") is not True}
    kept = {key: each for key, each in inherited.items() if key not in said}
    reader = LimitReader(file, "", ("limits",), own=instrument_of(files["tenant"]))
    stated = reader.read(ours)
    problems = reader.problems
    if problems:
        refused = {each.where for each in check_form(file, "mechanisms")}
        problems = [each for each in problems if each.where not in refused]
    above = LimitReader(Loaded("", kept, {}), "", own="").read()
    return OwnLimits(file, stated, above, tuple(problems))


def check_limits(
    files: Files, own: OwnLimits, known: Known, mechanisms: Mapping[str, Any]
) -> Iterator[Problem]:
    """Yield limits that rest on nothing of their own, and those that nothing could ever meet.

    `mechanisms` are those that the layers above enable; what a layer above states itself may
    serve a mechanism that only some county enables.
    """
    layers = _layers(files["tenant"])
    is_county = mapping(files["tenant"].data).get("level") == "county"
    enabled = mechanism_keys(own.file, mechanisms) if is_county else None
    for limit in own.stated.values():
        if limit.id in known.limits:
            zh, en = "编号已是国家规定或者机制的，要另取一个", "this id is a national one"
            yield own.says(limit.id, zh=zh, en=en)
        yield from _sources(own, limit, layers)
        yield from _names(own, limit, known)
        yield from _place(own, limit, known)
        slot = known.slots.get(text(own.entry(limit.id).get("fills")))
        is_idle = slot and enabled is not None and slot.mechanism not in enabled
        if slot and is_idle and not limit.recurs:  # what is owed again, a document meets too
            zh = f"机制“{slot.mechanism}”没有启用，没有谁能办"
            en = f"mechanism '{slot.mechanism}' is not enabled: nobody could meet it"
            yield own.says(limit.id, "fills", zh=zh, en=en)


def _layers(tenant: Loaded) -> tuple[str, ...]:
    """Return how the ids of instruments begin that a county may rest its own limits on."""
    data = mapping(tenant.data)
    above = (mapping(each) for each in mapping(data.get("parents")).values())
    codes = (text(data.get("code")), *(text(each.get("code")) for each in above))
    return tuple(f"{code}-" for code in codes if code)


def _values(limit: TimeLimit) -> Iterator[LimitValue]:
    yield from (value for _, value in limit.values if value)


def _sources(own: OwnLimits, limit: TimeLimit, layers: tuple[str, ...]) -> Iterator[Problem]:
    for day, raw in mapping(own.entry(limit.id).get("values")).items():
        for i, cited in entries(mapping(raw).get("basis")):
            instrument = text(cited.get("instrument"))
            if instrument and not instrument.startswith(layers):
                where = own.file.where("limits", limit.id, "values", day, "basis", i)
                zh = f"“{instrument}”不是本县或者上级的文件，本地期限要以本地文件为依据"
                en = f"'{limit.id}': '{instrument}' is no document of this county or a layer above"
                yield Problem(where, zh, en)
    is_read = all(value.evidence is Evidence.TEXT for value in _values(limit))
    if not is_read and own.entry(limit.id).get("to_confirm") is not True:
        zh = "没有核对原文（evidence 不是 text）的不能认定逾期，要写 to_confirm: true"
        en = "evidence other than 'text' calls nobody late: say to_confirm: true"
        yield own.says(limit.id, zh=zh, en=en)


def _names(own: OwnLimits, limit: TimeLimit, known: Known) -> Iterator[Problem]:
    for key in limit.used_by:
        if key not in known.mechanisms:
            zh, en = f"没有机制“{key}”", f"unknown mechanism '{key}'"
            yield own.says(limit.id, "used_by", zh=zh, en=en)
    others = [("conflicts_with", each.limit_id) for each in limit.conflicts]
    others += [("extends", limit.extends)] if limit.extends else []
    for key, other in others:
        if other not in {**known.limits, **own.every}:
            zh, en = f"没有期限“{other}”", f"unknown time limit '{other}'"
            yield own.says(limit.id, key, zh=zh, en=en)


def _place(own: OwnLimits, limit: TimeLimit, known: Known) -> Iterator[Problem]:
    """Yield what is wrong with the limit or slot in whose place, or beside which, it stands."""
    entry = own.entry(limit.id)
    relations = [relation for relation in RELATIONS if text(entry.get(relation))]
    if len(relations) > 1:
        zh, en = f"{'、'.join(relations)} 只能写一个", f"only one of {', '.join(relations)}"
        yield own.says(limit.id, relations[1], zh=zh, en=en)
        return
    for relation in relations:
        other = known.limits.get(entry[relation])
        if other is None:
            continue
        if other.is_slot != (relation == "fills"):
            word = "fills" if other.is_slot else "replaces"
            zh = f"“{other.id}”{'由本县期限填' if other.is_slot else '有国家规定'}，要写 {word}"
            yield own.says(limit.id, relation, zh=zh, en=f"of '{other.id}' say '{word}'")
        elif relation != "supplements":
            for zh, en in _misfits(own, limit, other, known):
                yield own.says(limit.id, relation, zh=zh, en=en)


def _misfits(
    own: OwnLimits, limit: TimeLimit, other: TimeLimit, known: Known
) -> Iterator[tuple[str, str]]:
    recurs = bool(other.recurs) or (other.is_slot and other.regime is Regime.POINT)
    if recurs and not all(limit.every(value) for value in _values(limit)):
        zh = f"“{other.id}”是每期一次的，要写 regime: POINT，按月、季度、半年或者年"
        yield zh, f"'{other.id}' is owed in every period: regime POINT, by month, quarter, …"
    if not recurs and limit.regime in {Regime.POINT, Regime.STATED}:
        zh = f"“{other.id}”从一件事起算，不能是 {limit.regime}，没有机制能办"
        yield zh, f"'{other.id}' runs from an event: no mechanism could meet {limit.regime}"
    same = sorted(key for key, each in own.every.items() if each.in_place_of == other.id)
    if same[0] != limit.id and not (recurs and other.is_slot):
        zh = f"“{other.id}”已由“{same[0]}”代替，一条只能有一个"
        yield zh, f"'{same[0]}' stands in the place of '{other.id}' already"
    slot = known.slots.get(other.id)
    able = slot.owners if slot else frozenset()
    strangers = ", ".join(sorted(set(limit.owed_by) - able)) if able else ""
    if strangers:
        listed = ", ".join(sorted(able))
        zh = f"“{other.id}”由 {listed} 办，{strangers} 办不了"
        yield zh, f"'{other.id}' is met by {listed}; {strangers} cannot"
