"""Policy lines, one a line, `#` comments.

`p, duty@holder, mechanism, action, scope, effect` says what a seat may do or must not;
`g, duty@holder, duty@holder` that the first seat also has what the second one has.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast

from liandong.authz.vocabulary import (
    DUTIES,
    EFFECTS,
    ENDPOINTS,
    HOLDERS,
    OBLIGATION,
    OBLIGATION_ACTS,
    PAGE,
    PAGES,
    PLATFORM,
    SCOPES,
    Effect,
    Scope,
)
from liandong.kernel.errors import ConfigurationError, Problem

Layer = Literal["template", "overlay", "inheritance", "ceiling", "nothing"]
Act = tuple[str, str]  # mechanism, action

_CELLS, _LINKED = 6, 3
_HEADER = ["ptype", "subject", "mechanism", "action", "scope", "effect"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a seat may, or must not, do; where it was written is no part of its identity."""

    duty: str
    holder: str
    mechanism: str
    action: str
    scope: Scope
    effect: Effect = "allow"
    layer: Layer = field(default="template", compare=False)
    where: str = field(default="", compare=False)

    @property
    def seat(self) -> str:
        return f"{self.duty}@{self.holder}"

    @property
    def request(self) -> tuple[str, str, Scope]:
        return self.mechanism, self.action, self.scope

    def __str__(self) -> str:
        return f"p, {self.seat}, {self.mechanism}, {self.action}, {self.scope}, {self.effect}"


@dataclass(frozen=True, slots=True)
class Link:
    """A seat also has, and is denied, what another seat, the source, has or is denied."""

    seat: str
    source: str
    layer: Layer = field(default="template", compare=False)
    where: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"g, {self.seat}, {self.source}"


@dataclass(frozen=True, slots=True)
class Lines:
    """What a policy file says: its rules, and the links between seats."""

    rules: tuple[Rule, ...] = ()
    links: tuple[Link, ...] = ()


def cells_of(text: str) -> list[tuple[int, list[str]]]:
    """Split policy text into its lines' cells, each with its line number."""
    split = []
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.strip()
        if content and not content.startswith("#"):
            split.append((number, [cell.strip() for cell in content.split(",")]))
    return split


def parse(text: str, *, layer: Layer = "template", name: str = "policy.csv") -> Lines:
    """Read policy lines.

    Raises:
        ConfigurationError: Some lines are wrong; all of them are named.
    """
    found: dict[Rule | Link, int] = {}
    problems: list[Problem] = []
    for number, cells in cells_of(text):
        where = f"{name}:{number}"
        if number == 1 and cells == _HEADER:  # a tenant's policy.csv has one
            continue
        wrong = _problems(where, cells)
        if wrong:
            problems += wrong
            continue
        line = _link(cells, layer, where) if cells[0] == "g" else _rule(cells, layer, where)
        if line in found:
            problems.append(_repeated(where, found[line]))
        found.setdefault(line, number)
    if problems:
        raise ConfigurationError(problems)
    return _sorted_out(found)


def load(folder: Path) -> Lines:
    """Read every duty's template in a folder; a duty's file speaks of that duty alone.

    Raises:
        ConfigurationError: A line is wrong or stands in another duty's file.
    """
    found: list[Rule | Link] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.csv")):
        try:
            lines = parse(path.read_text(encoding="utf-8"), name=path.name)
        except ConfigurationError as error:
            problems += error.problems
            continue
        said: list[Rule | Link] = [*lines.rules, *lines.links]
        problems += [_misplaced(line) for line in said if duty_of(line) != path.stem]
        found += said
    if problems:
        raise ConfigurationError(problems)
    return _sorted_out(found)


def duty_of(line: Rule | Link) -> str:
    """Return the duty of which a line speaks."""
    return line.seat.partition("@")[0]


def _sorted_out(found: Iterable[Rule | Link]) -> Lines:
    said = tuple(found)
    return Lines(
        tuple(line for line in said if isinstance(line, Rule)),
        tuple(line for line in said if isinstance(line, Link)),
    )


def unknown_acts(rules: Iterable[Rule], known: Collection[Act]) -> list[Problem]:
    """Name the lines that speak of a mechanism or action which is not installed."""
    closed = ((PAGE, PAGES), (PLATFORM, ENDPOINTS), (OBLIGATION, OBLIGATION_ACTS))
    own = {(of, action) for of, actions in closed for action in actions}
    return [
        Problem(
            rule.where or str(rule),
            f"没有这个动作：{rule.mechanism}, {rule.action}",
            f"no such action is installed: {rule.mechanism}, {rule.action}",
        )
        for rule in rules
        if (rule.mechanism, rule.action) not in own and (rule.mechanism, rule.action) not in known
    ]


def _rule(cells: list[str], layer: Layer, where: str) -> Rule:
    duty, _, holder = cells[1].partition("@")
    return Rule(
        duty=duty,
        holder=holder,
        mechanism=cells[2],
        action=cells[3],
        scope=cast("Scope", cells[4]),
        effect=cast("Effect", cells[5]),
        layer=layer,
        where=where,
    )


def _link(cells: list[str], layer: Layer, where: str) -> Link:
    return Link(seat=cells[1], source=cells[2], layer=layer, where=where)


def _problems(where: str, cells: list[str]) -> list[Problem]:
    if cells[0] == "g":
        return _link_problems(where, cells)
    if len(cells) != _CELLS or cells[0] != "p" or not all(cells):
        return [
            Problem(where, "每行六格，以 p 开头，不得留空", "six filled cells, the first one p")
        ]
    duty, _, holder = cells[1].partition("@")
    closed: tuple[tuple[str, str, str, Collection[str]], ...] = (
        ("职责", "duty", duty, DUTIES),
        ("单位类别或角色", "kind or role", holder, HOLDERS),
        ("范围", "scope", cells[4], SCOPES),
        ("效果", "effect", cells[5], EFFECTS),
    )
    if cells[2] in (PAGE, PLATFORM):
        actions = PAGES if cells[2] == PAGE else ENDPOINTS
        closed += (("页面或接口", "page or endpoint", cells[3], actions),)
        closed += (("页面、接口的范围", "scope of a page or endpoint", cells[4], ("own",)),)
    if cells[2] == OBLIGATION:
        closed += (("报送任务的动作", "act on an obligation", cells[3], OBLIGATION_ACTS),)
    return [
        Problem(where, f"没有这个{zh}：{word}", f"no such {en}: {word}")
        for zh, en, word, known in closed
        if word not in known
    ]


def _link_problems(where: str, cells: list[str]) -> list[Problem]:
    """A tenant's file has six columns: those that a link does not need stay empty."""
    seats = cells[1:_LINKED]
    if len(seats) < _LINKED - 1 or not all(seats) or any(cells[_LINKED:]):
        zh, en = "承继行写两个岗位，以 g 开头", "a link is two seats, the first cell g"
        return [Problem(where, zh, en)]
    problems = [
        Problem(where, f"没有这个岗位：{seat}", f"no such seat: {seat}")
        for seat in seats
        if not is_seat(seat)
    ]
    if seats[0] == seats[1]:
        problems.append(Problem(where, "岗位不能承继自己", "a seat cannot inherit itself"))
    return problems


def is_seat(text: str) -> bool:
    """Say whether a text is `duty@holder`, both of the closed lists."""
    duty, _, holder = text.partition("@")
    return duty in DUTIES and holder in HOLDERS


def _repeated(where: str, first: int) -> Problem:
    return Problem(where, f"与第 {first} 行重复", f"repeats line {first}")


def _misplaced(line: Rule | Link) -> Problem:
    duty = duty_of(line)
    return Problem(line.where, f"{duty} 不属于这个文件", f"{duty} belongs in {duty}.csv")
