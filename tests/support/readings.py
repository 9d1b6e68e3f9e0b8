"""Counties that read open questions in their own way, from the shipped packages."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from liandong.features.deadlines.service import Start, begin, explain_limit
from liandong.features.tenants.service import (
    Configuration,
    StatedPackage,
    calendar_of,
    compile_package,
)
from liandong.mechanisms import LegalBasis, TimeLimit
from support.counties import shipped

CHINA = ZoneInfo("Asia/Shanghai")
BASIS = LegalBasis("civil-code-2020", "第二百零四条")
CITED = {"instrument": BASIS.instrument, "clause": BASIS.clause}


def package_of(code: str, settings: dict[str, Any], from_on: date | None = None) -> StatedPackage:
    """Return a county's package with settings of its own, each on a basis."""
    package = shipped(code)
    begins = {"from": from_on.isoformat()} if from_on else {}
    own = {key: {"value": value, **begins, "basis": [CITED]} for key, value in settings.items()}
    rules = package.files["mechanisms"]
    return package.with_file("mechanisms", {**rules, "settings": {**rules["settings"], **own}})


def config_of(
    code: str, settings: dict[str, Any] | None = None, from_on: date | None = None
) -> Configuration:
    """Return what governs a county with settings of its own."""
    package = compile_package(package_of(code, settings or {}, from_on)).package
    return Configuration(int(code), package.digest, package.canonical())


def explained(config: Configuration, limit: str, at: str, **more: Any) -> dict[str, Any]:
    """Explain a limit from a day, or from a moment."""
    moment = datetime.fromisoformat(at).replace(tzinfo=CHINA)
    return explain_limit(config, limit, moment, **more)


def begun(config: Configuration, limit: TimeLimit, on: str, **more: Any) -> dict[str, Any]:
    """Begin a limit as a case does."""
    start = Start(limit, limit, date.fromisoformat(on), None, **more)
    return begin(config, calendar_of(config), start)
