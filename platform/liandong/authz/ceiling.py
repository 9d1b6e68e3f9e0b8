"""What a county's seats may hold at most, whatever its own policy says.

A line of the templates or of the overlay is kept if some ceiling line allows it and none denies
it. Ceiling lines may say `*` in any cell but the effect, and name a group of kinds as holder
(`g, court, outside_procuratorate`). A denial names kinds, since every unit has exactly one: a line
for `any_unit` is then split into the kinds that remain, and a line for a role, which a unit of any
kind may hold, is cut.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from liandong.authz.rules import Rule, cells_of
from liandong.authz.vocabulary import ANY_UNIT, DUTIES, EFFECTS, HOLDERS, KINDS, SCOPES
from liandong.kernel.errors import ConfigurationError, Problem

ANYTHING = "*"
_LINE, _GROUP = 6, 3


@dataclass(frozen=True, slots=True)
class Limit:
    """One line of the ceiling, its holder resolved to the kinds and roles it names."""

    duty: str
    holders: frozenset[str]  # empty: every holder
    mechanism: str
    action: str
    scope: str
    effect: str
    text: str
    where: str

    def speaks_of(self, rule: Rule) -> bool:
        """Say whether the line is about this duty, mechanism, action and scope."""
        return (
            self.duty in (ANYTHING, rule.duty)
            and self.mechanism in (ANYTHING, rule.mechanism)
            and self.action in (ANYTHING, rule.action)
            and self.scope in (ANYTHING, rule.scope)
        )

    def names(self, holder: str) -> bool:
        return not self.holders or holder in self.holders


@dataclass(frozen=True, slots=True)
class Cut:
    """A line the ceiling took away, wholly or for some kinds; no `by`: nothing allows it."""

    rule: Rule
    by: Limit | None


@dataclass(frozen=True)
class Ceiling:
    """All ceiling lines; `within` is the only question."""

    limits: tuple[Limit, ...]

    @cached_property
    def _by_action(self) -> Mapping[str, tuple[Limit, ...]]:
        """The lines that may speak of an action; those of any action stand with each of them."""
        named = {limit.action for limit in self.limits}
        return {
            action: tuple(each for each in self.limits if each.action in (ANYTHING, action))
            for action in named
        }

    def within(self, rule: Rule) -> tuple[tuple[Rule, ...], Cut | None]:
        """Return what is left of a line, and the cut if something was taken away."""
        if rule.effect == "deny":
            return (rule,), None
        nearest = self._by_action.get(rule.action, self._by_action.get(ANYTHING, ()))
        about = [limit for limit in nearest if limit.speaks_of(rule)]
        if not any(limit.effect == "allow" and limit.names(rule.holder) for limit in about):
            return (), Cut(rule, None)
        denials = [limit for limit in about if limit.effect == "deny"]
        free = sorted(kind for kind in KINDS if not any(limit.names(kind) for limit in denials))
        if not denials or rule.holder in free:
            return (rule,), None
        if rule.holder == ANY_UNIT:
            return tuple(replace(rule, holder=kind) for kind in free), Cut(rule, denials[0])
        return (), Cut(rule, denials[0])


def load_ceiling(path: Path) -> Ceiling:
    """Read `ceiling.csv`.

    Raises:
        ConfigurationError: Some lines are wrong; all of them are named.
    """
    return parse_ceiling(path.read_text(encoding="utf-8"), name=path.name)


def parse_ceiling(text: str, *, name: str = "ceiling.csv") -> Ceiling:
    """Read ceiling lines.

    Raises:
        ConfigurationError: Some lines are wrong; all of them are named.
    """
    lines = [(f"{name}:{number}", cells) for number, cells in cells_of(text)]
    groups = _groups(lines)
    problems = [problem for where, cells in lines for problem in _problems(where, cells, groups)]
    if problems:
        raise ConfigurationError(problems)
    return Ceiling(tuple(_limit(where, cells, groups) for where, cells in lines if cells[0] == "p"))


def _groups(lines: list[tuple[str, list[str]]]) -> Mapping[str, frozenset[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for _, cells in lines:
        if cells[0] == "g" and len(cells) == _GROUP:
            members[cells[2]].add(cells[1])
    return {group: frozenset(kinds) for group, kinds in members.items()}


def _limit(where: str, cells: list[str], groups: Mapping[str, frozenset[str]]) -> Limit:
    duty, _, holder = cells[1].partition("@")
    single = frozenset() if holder == ANYTHING else frozenset({holder})
    return Limit(
        duty=duty,
        holders=groups.get(holder, single),
        mechanism=cells[2],
        action=cells[3],
        scope=cells[4],
        effect=cells[5],
        text=", ".join(cells),
        where=where,
    )


def _problems(
    where: str, cells: list[str], groups: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    if cells[0] == "g":
        if len(cells) != _GROUP or cells[1] not in KINDS or cells[2] in HOLDERS:
            yield Problem(where, "分组行只收单位类别", "a group holds kinds, under a new name")
        return
    if len(cells) != _LINE or cells[0] != "p" or not all(cells):
        yield Problem(where, "每行六格，以 p 开头，不得留空", "six filled cells, the first one p")
        return
    duty, _, holder = cells[1].partition("@")
    deniable = KINDS | groups.keys() | {ANYTHING}
    holders = deniable if cells[5] == "deny" else deniable | HOLDERS
    for word, known in (
        (duty, {*DUTIES, ANYTHING}),
        (holder, holders),
        (cells[4], {*SCOPES, ANYTHING}),
        (cells[5], set(EFFECTS)),
    ):
        if word not in known:
            yield Problem(where, f"没有这个词：{word}", f"no such word here: {word}")
