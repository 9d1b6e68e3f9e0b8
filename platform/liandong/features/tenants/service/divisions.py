"""The division codes of the country: province, city, county, as the published list has them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from liandong.kernel.errors import ConfigurationError, InvalidInputError, Problem
from liandong.kernel.resources import vendor_root
from liandong.kernel.yamlfile import load

_LEVELS = {2: "province", 4: "city", 6: "county"}
_FILES = ("provinces", "cities", "areas")


@dataclass(frozen=True)
class ListedDivision:
    """One line of the list; only a county has a kind.

    `is_counted`: it is one of the counties that the Ministry of Civil Affairs counts.
    `is_grouping`: no city, but the code of the counties that a province administers itself.
    """

    code: str
    name: str
    kind: str = ""
    is_counted: bool = False
    is_grouping: bool = False

    @property
    def level(self) -> str:
        """Return province, city or county."""
        return _LEVELS[len(self.code)]


@dataclass(frozen=True)
class Divisions:
    """The list, by code; in the order of the codes a parent comes before its children."""

    by_code: Mapping[str, ListedDivision]

    def get(self, code: str) -> ListedDivision:
        """Return one division.

        Raises:
            InvalidInputError: The list has no such code.
        """
        found = self.by_code.get(code)
        if found is None:
            zh, en = f"区划代码表里没有“{code}”", f"the list of divisions has no '{code}'"
            raise InvalidInputError([Problem("code", zh, en)])
        return found

    def beneath(self, code: str = "") -> Iterator[ListedDivision]:
        """Yield everything below a division; without a code the whole country."""
        if code:
            self.get(code)
        return (
            each for each in self.by_code.values() if code == each.code[: len(code)] != each.code
        )

    def parents_of(self, code: str) -> list[ListedDivision]:
        """Return the divisions that a division lies in, the province first."""
        return [self.get(code[:digits]) for digits in _LEVELS if digits < len(code)]

    def counties(self) -> list[ListedDivision]:
        """Return the counties that the Ministry of Civil Affairs counts."""
        return [each for each in self.by_code.values() if each.is_counted]


@cache
def divisions() -> Divisions:
    """Return the published list, read once.

    Raises:
        ConfigurationError: It is not installed.
    """
    folder = vendor_root() / "divisions"
    if not folder.is_dir():
        zh, en = "没有区划代码表，请运行 make setup", "the list is not installed: run make setup"
        raise ConfigurationError([Problem(str(folder), zh, en)])
    rows = [
        row
        for name in _FILES
        for row in json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    ]
    provinces = {row["code"]: row["name"] for row in rows if len(row["code"]) == len("11")}
    found = [_listed(row["code"], row["name"], provinces) for row in rows if _is_kept(row["code"])]
    return Divisions({each.code: each for each in sorted(found, key=lambda each: each.code)})


def _is_kept(code: str) -> bool:
    return code not in _rules()["left_out"]


def _listed(code: str, name: str, provinces: Mapping[str, str]) -> ListedDivision:
    rules = _rules()
    if code in rules["amended"]:
        code, name = (rules["amended"][code][part] for part in ("code", "name"))
    if _LEVELS[len(code)] != "county":
        groups = rules["grouping"]
        full = groups.get(name, name).format(province=provinces[code[:2]])
        return ListedDivision(code, full, is_grouping=name in groups)
    kind = _kind(code, name)
    return ListedDivision(code, name, kind, rules["kinds"][kind]["counted"])


def _kind(code: str, name: str) -> str:
    rules = _rules()
    if code in rules["by_code"]:
        return str(rules["by_code"][code])
    if code[4] == rules["zone"]:
        return "开发区"
    fitting = [ending for ending in rules["endings"] if name.endswith(ending)]
    return str(rules["endings"][max(fitting, key=len)])


@cache
def _rules() -> Mapping[str, Any]:
    data: Mapping[str, Any] = load(Path(__file__).with_name("divisions.yaml")).data
    return data
