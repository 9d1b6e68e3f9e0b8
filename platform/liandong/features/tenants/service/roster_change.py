"""How people come into the seats of a county: its office decides, or a convener approves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from liandong.features.tenants.service.configuration import Configuration
from liandong.features.tenants.service.package_parts import entries, listed, mapping
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded

PROCEDURE, COVERED = "roster.change", "roster.change_seats"
OFFICE_DECIDES, CONVENER_APPROVES = "office_decides", "unit_proposes_convener_approves"
SEAT_KINDS = ("convener", "deputy_convener", "member", "liaison", "attendee")
CONVENER = "convener"


@dataclass(frozen=True)
class RosterChange:
    """The procedure in force: the kinds of seats that a convener approves, and why."""

    approved: frozenset[str] = frozenset()
    basis: tuple[Mapping[str, Any], ...] = ()

    def needs_approval(self, kind: str) -> bool:
        """Say whether a person comes into a seat of this kind by a convener's approval alone."""
        return kind in self.approved


def roster_change(config: Configuration, day: date) -> RosterChange:
    """Return by which procedure people change on a day.

    Where the roster has no convener, a rule of an upper level sleeps: nobody could approve.
    """
    stated = config.stated(PROCEDURE, day)
    basis = tuple(stated["source"]["basis"]) if stated else ()
    has_convener = any(CONVENER in unit["roles"] for unit in config.package["units"])
    if stated is None or stated["value"] == OFFICE_DECIDES or not has_convener:
        return RosterChange(basis=basis)
    covered = config.stated(COVERED, day)
    return RosterChange(frozenset(covered["value"] if covered else SEAT_KINDS), basis)


def check_roster_change(rules: Loaded, roster: Loaded) -> Iterator[Problem]:
    """Yield what a county states of the procedure that cannot be."""
    settings = mapping(mapping(rules.data).get("settings"))
    said = {key: mapping(settings.get(key)).get("value") for key in (PROCEDURE, COVERED)}
    known = {PROCEDURE: (OFFICE_DECIDES, CONVENER_APPROVES), COVERED: SEAT_KINDS}
    for key, choices in known.items():
        wrong = [each for each in listed(said[key]) or [said[key]] if each not in choices]
        if said[key] is not None and wrong:
            where, can_be = rules.where("settings", key, "value"), ", ".join(choices)
            zh, en = f"“{key}”只能是：{can_be}", f"'{key}' can be: {can_be}"
            yield Problem(where, zh, en)
    units = mapping(roster.data).get("units")
    named = any(CONVENER in listed(unit.get("roles")) for _, unit in entries(units))
    if said[PROCEDURE] == CONVENER_APPROVES and units is not None and not named:
        zh = "没有单位是召集人（roles: convener），没有人能批准"
        en = "no unit of the roster has the role convener: nobody could approve"
        yield Problem(rules.where("settings", PROCEDURE, "value"), zh, en)
