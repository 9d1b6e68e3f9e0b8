"""A county that nobody knew before: 惠济's package with limits of its own making."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from liandong.entrypoints.wiring import wire
from liandong.features.tenants.service import Configuration, StatedPackage, known_to
from liandong.features.tenants.service.compiling import compile_package
from liandong.features.tenants.service.merging import Layer
from liandong.features.tenants.service.package_limits import check_limits, read_own
from liandong.features.tenants.service.package_names import check_names
from liandong.features.tenants.service.package_schema import check_form, read_rows, read_yaml
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded
from support.declared import REPO

NOTHING: Mapping[str, Any] = {}
FOLDER = REPO / "tenants/henan/zhengzhou/huiji"
SINCE = "2026-06-01"
#: From this day on a reply has 45 days.
REPLY = "410108-03"
BASIS = {"evidence": "text", "clauses": ["二(三)2"]}
LIMITS: dict[str, Any] = {
    "410108-01": {
        "fills": "MEET-01",
        "matter": "召开府检联动会议",
        "start_event": "each_half_year",
        "owed_by": "office",
        "regime": "POINT",
        "roll": "none",
        "inclusive": True,
        "values": {"2024-01-19": {"length": 1, "counted_in": "half_year", **BASIS}},
    },
    "410108-02": {
        "fills": "RPT-01",
        "matter": "报送案件信息",
        "start_event": "each_month",
        "owed_by": "key_enforcement_unit",
        "received_by": "justice_bureau",
        "regime": "POINT",
        "roll": "next_working_day",
        "inclusive": True,
        "values": {"2026-01-01": {"length": 8, "counted_in": "point", **BASIS}},
    },
    REPLY: {
        "replaces": "SUG-01",
        "matter": "对检察建议的书面回复",
        "start_event": "received",
        "owed_by": "addressee",
        "regime": "NAT",
        "roll": "next_working_day",
        "values": {SINCE: {"length": 45, "counted_in": "day", **BASIS}},
    },
}


@cache
def _read() -> dict[str, Any]:
    files = {
        kind: read_yaml(FOLDER / f"{kind}.yaml", kind)[0]
        for kind in ("tenant", "roster", "mechanisms", "calendar")
    }
    return {**files, "policy": read_rows(FOLDER / "policy.csv", "policy")[0]}


def files_of(limits: dict[str, Any]) -> dict[str, Loaded]:
    """Return the files of the package with these limits; parts that were there keep their lines."""
    read = _read()
    mechanisms, roster = read["mechanisms"], read["roster"]
    said = mechanisms.data
    settings = {key: each for key, each in said["settings"].items() if "SEED-" not in key}
    rules = {
        **said,
        "enabled": {**said["enabled"], "enforcement_case_reporting": {"clauses": ["二(三)2"]}},
        "limits": limits,
        "settings": {
            **settings,
            "limits.410108-01.met_by": {"value": "府检联动全体会议", "clauses": ["二(三)2"]},
        },
        "reminders": {"410108-02": {"days_before": [3]}},
    }
    units = [
        {**unit, "roles": [*unit.get("roles", ()), "key_enforcement_unit"]}
        if unit["key"] == "market_regulation"
        else unit
        for unit in roster.data["units"]
    ]
    return {
        **read,
        "mechanisms": Loaded(mechanisms.file, rules, mechanisms.lines),
        "roster": Loaded(roster.file, {**roster.data, "units": units}, roster.lines),
    }


def problems_of(limits: dict[str, Any], inherited: Mapping[str, Any] = NOTHING) -> list[Problem]:
    """Return what is wrong with the package for these limits, below limits that it inherits."""
    files, known = files_of(limits), known_to(wire().registry)
    own = read_own(files, inherited)
    found = [*check_form(files["mechanisms"], "mechanisms"), *own.problems]
    found += check_limits(files, own, known, {})
    return [*found, *check_names(files["mechanisms"], known.with_own(own.every))]


def package_of(limits: dict[str, Any]) -> StatedPackage:
    """Return the package with these limits."""
    return StatedPackage({kind: file.data for kind, file in files_of(limits).items()})


def config_of(limits: dict[str, Any], above: tuple[Layer, ...] = ()) -> Configuration:
    """Return what governs the county with these limits, read as it is stored."""
    wire()
    package = compile_package(package_of(limits), above).package
    return Configuration(410108, package.digest, package.canonical())
