"""By which names a unit is known, however a table writes it; pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from liandong.features.cases.service.line_cells import bare
from liandong.features.rosters.service.wording import Body, wording

_OWN = {"县": "县", "市辖区": "区", "县级市": "市"}
_BRANCH = "分局"


@dataclass(frozen=True)
class Place:
    """What stands before the names of a county's bodies and says nothing."""

    before: tuple[str, ...]
    stem: str
    own: str

    @classmethod
    def of(cls, tenant: Mapping[str, Any]) -> "Place":
        """Return that of a county, from its identity."""
        name, parents = str(tenant["name"]), tenant.get("parents", {})
        above = [parents[level]["name"] for level in ("province", "city") if level in parents]
        stem = name[:-1] if len(name) > 2 else name  # noqa: PLR2004  # 单县 keeps its 县
        return cls(
            (*map(bare, above), bare(name), bare(stem)), bare(stem), _OWN[tenant["division_kind"]]
        )

    def stripped(self, name: str) -> str:
        """Return a name without the divisions in front: 区人社局, 惠济区人社局 are 人社局."""
        said = bare(name)
        for each in self.before:
            said = _without(said, each)
        is_branch = said.endswith(self.stem + _BRANCH)
        if is_branch:
            said = said.removesuffix(self.stem + _BRANCH)
        said = _without(said, self.own)
        return _without(said, "市") if is_branch else said

    def body(self, name: str) -> Body | None:
        """Return the body that most counties have, if this is one."""
        return wording().bodies.get(self.stripped(name))

    def token(self, name: str) -> str:
        """Return what is equal for all ways of writing one body."""
        body = self.body(name)
        return f"={body.key}" if body else self.stripped(name)

    def kind(self, name: str) -> str:
        """Guess the kind of a unit from its name; nothing where it says none."""
        body, said = self.body(name), self.stripped(name)
        if body:
            return body.kind
        return next((kind for word, kind in wording().endings if said.endswith(word)), "")


def _without(text: str, start: str) -> str:
    rest = text.removeprefix(start)
    return rest if len(rest) > 1 else text


@dataclass(frozen=True)
class Found:
    """The units that a name may mean, and whether it is written as one of them writes it."""

    keys: tuple[str, ...]
    is_exact: bool


class Directory:
    """The units of a roster by all their names."""

    def __init__(self, units: Iterable[Mapping[str, Any]], place: Place) -> None:
        self.place = place
        self._exact: dict[str, dict[str, None]] = {}
        self._like: dict[str, dict[str, None]] = {}
        for unit in units:
            self.add(unit)

    def add(self, unit: Mapping[str, Any]) -> None:
        """Let a unit be found by its names."""
        for name in names_of(unit):
            self._exact.setdefault(bare(name), {})[unit["key"]] = None
            self._like.setdefault(self.place.token(name), {})[unit["key"]] = None

    def find(self, name: str) -> Found:
        """Return the units that bear a name, or one that means the same body."""
        exact = tuple(self._exact.get(bare(name), ()))
        return Found(exact or tuple(self._like.get(self.place.token(name), ())), bool(exact))

    def owners(self, name: str) -> tuple[str, ...]:
        """Return the units that are written exactly so."""
        return tuple(self._exact.get(bare(name), ()))


def names_of(unit: Mapping[str, Any]) -> Iterator[str]:
    """Yield every way in which a unit is written."""
    yield from (unit[part] for part in ("name", "full_name", "short_name") if unit.get(part))
    yield from unit.get("aliases", ())
