"""What is wrong with a scheme before anybody is scored by it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from liandong.kernel.errors import Problem
from liandong.scoring.fixed import shown
from liandong.scoring.quantities import Quantity, inputs_of
from liandong.scoring.reading import SchemeReader
from liandong.scoring.reading_quantities import number
from liandong.scoring.scheme import Scheme
from liandong.scoring.tree import WHOLE, Block, Item, Place, Unit

#: Sources that need somebody who is responsible for what they say.
_BY_PEOPLE = frozenset({"judged", "deductions", "statement", "upstream"})


@dataclass(frozen=True)
class Checked:
    """A scheme as it was read, what forbids its use, and what is still to be entered."""

    scheme: Scheme | None
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...] = ()


def check(raw: Mapping[str, Any]) -> Checked:
    """Read a scheme of valid form and say everything that is wrong with it.

    Args:
        raw: Valid against the published schema of schemes.
    """
    reader = SchemeReader(raw)
    doubled = tuple(_doubled_codes(raw))
    scheme = reader.read() if not doubled else None
    if scheme is None:
        return Checked(None, (*doubled, *reader.problems))
    paths = dict(_paths(raw))
    return Checked(scheme, tuple(_problems(scheme, paths)), tuple(_remarks(scheme, paths)))


def check_units(scheme: Scheme, units: Iterable[Unit]) -> list[Problem]:
    """Say which units have no sheet or two, no peer group or two, or not the points of the sheet.

    Args:
        scheme: Read without problems.
        units: Everybody who is to be scored.
    """
    found: list[Problem] = []
    for unit in units:
        found += _sheets(scheme, unit)
        groups = scheme.groups_of(unit)
        if scheme.groups and len(groups) != 1:
            zh = "、".join(each.label.zh for each in groups) or "没有"
            words = f"{unit.key} 要正好在一个比较组里，现在：{zh}"
            found.append(Problem("groups", words, f"{unit.key} is in {len(groups)} peer groups"))
    return found


def _sheets(scheme: Scheme, unit: Unit) -> Iterator[Problem]:
    fitting = [each for each in scheme.sheets if each.selector.has(unit)]
    if len(fitting) != 1:
        zh = "、".join(each.root.label.zh for each in fitting) or "没有"
        words = f"{unit.key} 要正好有一张考核表，现在：{zh}"
        yield Problem("sheets", words, f"{unit.key} has {len(fitting)} sheets")
        return
    (sheet,) = fitting
    stated = _stated_points(scheme.content, sheet.key)
    worth = _worth(sheet.root, unit)
    if stated is not None and worth != stated:
        zh = f"{unit.key} 在 {sheet.key} 表上的满分是 {shown(worth)}，应为 {shown(stated)}"
        yield Problem("sheets", zh, f"{unit.key}: {shown(worth)} points of {shown(stated)}")


def _worth(place: Place, unit: Unit) -> int:
    """Return the full points that a place is worth for one unit."""
    if not place.selector.has(unit):
        return 0
    if isinstance(place, Item):
        return place.worth()
    if place.worth_of is not None:
        return place.worth_of
    parts = ((_worth(each, unit), each.weight) for each in place.children)
    return place.start + sum(
        points if weight is None else points * weight // WHOLE for points, weight in parts
    )


def _doubled_codes(raw: Mapping[str, Any]) -> Iterator[Problem]:
    known: dict[str, str] = {}
    for path, place in _walk(raw):
        code = str(place["code"])
        if code in known:
            zh, en = f"编码 {code} 已用在 {known[code]}", f"code {code} stands at {known[code]} too"
            yield Problem(path, zh, en)
        known.setdefault(code, path)


def _walk(raw: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for i, sheet in enumerate(raw["sheets"]):
        yield from _below(sheet, f"sheets[{i}]")


def _below(raw: Mapping[str, Any], path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield path, raw
    for i, each in enumerate(raw.get("items", ())):
        yield from _below(each, f"{path}.items[{i}]")


def _paths(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for path, place in _walk(raw):
        yield str(place["code"]), path


def _stated_points(raw: Mapping[str, Any], code: str) -> int | None:
    for _, place in _walk(raw):
        if str(place["code"]) == code and "points" in place:
            return number(place["points"], code)
    return None


def _problems(scheme: Scheme, paths: Mapping[str, str]) -> Iterator[Problem]:
    for sheet in scheme.sheets:
        for place in sheet.root.places():
            path = paths[place.code]
            if isinstance(place, Block):
                yield from _weights(place, path)
                yield from _sums(scheme, place, path)
            elif not place.is_open:
                yield from _item(place, path)
        yield from _used_twice(sheet.root, paths)
    yield from _parent(scheme)
    yield from _codes(scheme, paths)
    yield from _grades(scheme)


def _weights(block: Block, path: str) -> Iterator[Problem]:
    given = [each.weight for each in block.children if each.weight is not None]
    if not given:
        return
    if len(given) != len(block.children):
        yield Problem(
            path, "要么每一项都有权重，要么都没有", "every place has a weight, or none has"
        )
    elif sum(given) != WHOLE:
        total = shown(sum(given))
        yield Problem(
            path, f"权重合计 {total}%，应为 100%", f"weights add up to {total}%, not 100%"
        )


def _sums(scheme: Scheme, block: Block, path: str) -> Iterator[Problem]:
    """What is for some units only is added up unit by unit, once they are known."""
    stated = _stated_points(scheme.content, block.code)
    if stated is None or any(_is_for_some(each) for each in block.places() if each is not block):
        return
    worth = block.worth()
    if worth != stated and not any(leaf.is_open for leaf in block.leaves()):
        zh = f"下级合计 {shown(worth)} 分，写的满分是 {shown(stated)} 分"
        yield Problem(
            f"{path}.points", zh, f"its parts add up to {shown(worth)}, not {shown(stated)}"
        )


def _is_for_some(place: Place) -> bool:
    selector = place.selector
    return bool(selector.kinds or selector.roles or selector.units or selector.excepted)


def _item(item: Item, path: str) -> Iterator[Problem]:
    if not item.inputs and not any(True for q in item.rule.quantities for _ in inputs_of(q)):
        yield Problem(path, "规则没有数据来源", "the rule has no source of data")
    try:
        low, high = item.bounds()
    except OverflowError:
        yield Problem(path, "规则里的数可能大到算不准", "numbers of the rule may overflow")
        return
    if not item.is_bonus and item.full and high < item.full:
        zh = f"至多得 {shown(high)} 分，到不了满分 {shown(item.full)} 分"
        yield Problem(
            path, zh, f"at most {shown(high)} of {shown(item.full)} points can be reached"
        )
    if low == high and item.rule.terms:
        yield Problem(path, f"怎样都是 {shown(low)} 分", f"always {shown(low)} points")
    if any(s.kind in _BY_PEOPLE for _, s in item.inputs) and not item.scorer:
        yield Problem(f"{path}.scorer", "要写明由谁评分", "who scores it has to be named")


def _used_twice(root: Block, paths: Mapping[str, str]) -> Iterator[Problem]:
    """The same metric or result may lower or raise the points of one unit once."""
    seen: dict[tuple[str, str], str] = {}
    for item in root.leaves():
        named = {
            (s.kind, s.name) for i, s in item.inputs if s.name != i.key and s.kind != "previous"
        }
        for source in sorted(named):
            first = seen.setdefault(source, item.code)
            if first != item.code and not _is_shared(item, source):
                zh = f"同一数据 {source[1]} 已用在 {first}，要写明为什么再用一次（shared）"
                en = f"{source[1]} is used in {first} already; say why it is used again (shared)"
                yield Problem(f"{paths[item.code]}.inputs", zh, en)


def _is_shared(item: Item, source: tuple[str, str]) -> bool:
    return all(s.shared for _, s in item.inputs if (s.kind, s.name) == source)


def _parent(scheme: Scheme) -> Iterator[Problem]:
    parent = scheme.content.get("parent", {})
    least = parent.get("at_least")
    if least is not None and number(parent["weight"], "") < number(least, ""):
        zh = f"在上一级考核里占 {parent['weight']}%，不得低于 {least}%"
        yield Problem("parent.weight", zh, f"{parent['weight']}% is below the least of {least}%")


def _codes(scheme: Scheme, paths: Mapping[str, str]) -> Iterator[Problem]:
    old = [each for each, _ in scheme.codes]
    for i, (code, new) in enumerate(scheme.codes):
        path = f"replaces.codes[{i}]"
        if old.count(code) > 1:
            yield Problem(path, f"旧编码 {code} 对照了两次", f"old code {code} is mapped twice")
        for each in new:
            if each not in paths:
                yield Problem(path, f"本方案没有编码 {each}", f"there is no code {each} here")


def _grades(scheme: Scheme) -> Iterator[Problem]:
    grading = scheme.grading
    ends = [each.from_ for each in grading.grades if each.from_ is not None]
    if ends != sorted(ends, reverse=True):
        yield Problem("grading", "等次要从高到低写", "grades are listed from the highest")
    if sum(each.share or 0 for each in grading.grades) > WHOLE:
        yield Problem("grading", "各等次占比合计超过 100%", "the shares exceed 100%")


def _remarks(scheme: Scheme, paths: Mapping[str, str]) -> Iterator[Problem]:
    read = {each.key for quantity in _quantities(scheme) for each in inputs_of(quantity)}
    for item in scheme.items:
        path = paths[item.code]
        if item.is_open:
            yield Problem(path, "待本地按手中文本录入", "to be entered by the tenant from its copy")
            continue
        for input_, _ in item.inputs:
            if input_.key not in read:
                zh, en = f"输入项“{input_.label.zh}”没有用到", f"input {input_.key} is not used"
                yield Problem(f"{path}.inputs", zh, en)


def _quantities(scheme: Scheme) -> Iterator[Quantity]:
    """Yield what the rules, exceptions and losses of all places are computed from."""
    for place in (each for sheet in scheme.sheets for each in sheet.root.places()):
        if isinstance(place, Item):
            yield from place.rule.quantities
            continue
        yield from (each.when for each in place.exceptions)
        if place.losses is not None and place.losses.when is not None:
            yield place.losses.when
