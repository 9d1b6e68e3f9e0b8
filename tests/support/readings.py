"""Counties that read open questions in their own way, from the shipped packages."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from liandong.features.deadlines.service import Start, begin, explain_limit
from liandong.features.tenants.service import Configuration, TenantPackage, calendar_of
from liandong.features.tenants.service.package_identity import Source
from liandong.features.tenants.service.package_model import Setting
from liandong.mechanisms import LegalBasis, TimeLimit
from support.counties import packages

CHINA = ZoneInfo("Asia/Shanghai")
BASIS = LegalBasis("civil-code-2020", "第二百零四条")


def package_of(code: str, settings: dict[str, Any], from_on: date | None = None) -> TenantPackage:
    """Return a county's package with settings of its own, each on a basis."""
    package = next(each for each in packages() if each.tenant.code == code)
    kept = [each for each in package.settings if each.key not in settings]
    own = [Setting(key, value, from_on, Source((BASIS,))) for key, value in settings.items()]
    return replace(package, settings=tuple(sorted([*kept, *own], key=lambda each: each.key)))


def config_of(
    code: str, settings: dict[str, Any] | None = None, from_on: date | None = None
) -> Configuration:
    """Return what governs a county with settings of its own."""
    package = package_of(code, settings or {}, from_on)
    return Configuration(int(code), package.digest, package.canonical())


def explained(config: Configuration, limit: str, at: str, **more: Any) -> dict[str, Any]:
    """Explain a limit from a day, or from a moment."""
    moment = datetime.fromisoformat(at).replace(tzinfo=CHINA)
    return explain_limit(config, limit, moment, **more)


def begun(config: Configuration, limit: TimeLimit, on: str, **more: Any) -> dict[str, Any]:
    """Begin a limit as a case does."""
    start = Start(limit, limit, date.fromisoformat(on), None, **more)
    return begin(config, calendar_of(config), start)
