"""What the forms of a draft change in the package of a county to come; pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from liandong.features.onboarding.service.own_document import without_models
from liandong.features.tenants.service import CATALOGUE, ClauseRegister, StatedPackage, installed
from liandong.features.tenants.service.package_clauses import Instrument
from liandong.kernel.errors import InvalidInputError, Problem

Plain = dict[str, Any]
_LONGEST = 60
ADMINISTRATOR, CLERK = "tenant_admin", "office_clerk"
FIRST_DUTIES = (ADMINISTRATOR, CLERK)
_PERSON = (("name", "姓名", "a name"), ("login", "账号", "a login"), ("unit", "单位", "a unit"))


@dataclass(frozen=True)
class Choice:
    """One mechanism of the catalogue for a county: chosen or not, and the clauses it would rest on.

    `clauses` are those of the county's own document; `others` say how many clauses beside them.
    What `is_borrowed` rests on nothing but what its model brought.
    """

    key: str
    code: str
    label: str
    is_installed: bool
    is_chosen: bool
    clauses: tuple[str, ...]
    others: int = 0
    is_borrowed: bool = False


def instruments(stated: StatedPackage) -> list[Instrument]:
    """Return the county documents of the register, and those that the package states itself."""
    known = _register(stated).instruments.values()
    return [each for each in known if each.kind == "county_document"]


def _register(stated: StatedPackage) -> ClauseRegister:
    own = stated.files.get("instruments", {}).get("instruments", ())
    return installed().register.with_own(own)


def with_identity(
    stated: StatedPackage, short_name: str, instrument: str, day: str
) -> StatedPackage:
    """Return a package with another short name and, where it has one, another document.

    Raises:
        InvalidInputError: A field is missing or wrong.
    """
    problems = []
    tenant: Plain = {**stated.tenant, "short_name": short_name}
    if not 0 < len(short_name) <= _LONGEST:
        problems.append(Problem("short_name", "请填简称，例如惠济", "needs a short name"))
    if "document" in tenant:
        if instrument not in {each.id for each in instruments(stated)}:
            problems.append(Problem("instrument", "选一份文件", "choose a document"))
        tenant["document"] = {**tenant["document"], "instrument": instrument}
        said = {**(tenant["effective_from"] or {})}
        if day and not _is_day(day):
            problems.append(Problem("effective_from", "写成 2026-05-01", "is no date"))
        said.pop("day", None)
        tenant["effective_from"] = ({"day": day} if day else {}) | said or None
    if problems:
        raise InvalidInputError(problems)
    return stated.with_file("tenant", tenant)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def choices(stated: StatedPackage, inherited: Collection[str] = ()) -> list[Choice]:
    """Return the whole catalogue; where nothing is stated, with the clauses that are known.

    What is `inherited` is chosen and rests on the document above, unless the county says so too.
    """
    enabled: Mapping[str, Any] = stated.files.get("mechanisms", {}).get("enabled", {})
    here = installed()
    document = _register(stated).instruments.get(stated.instrument)
    known = document.clauses.values() if document else ()
    found = []
    for key, (code, label) in CATALOGUE.items():
        said = enabled.get(key)
        own = tuple((said or {}).get("clauses", ()))
        others = without_models((said or {}).get("basis", []))
        is_cited = said is not None and (own or others)
        prefilled = tuple(each.key for each in known if code in each.mechanisms)
        clauses = own if is_cited else () if key in inherited else prefilled
        is_chosen = key in inherited if said is None else not said.get("remove")
        found.append(
            Choice(
                key=key,
                code=code,
                label=label,
                is_installed=key in here.registry.keys,
                is_chosen=is_chosen,
                clauses=clauses,
                others=len(others),
                is_borrowed=is_chosen and said is not None and not is_cited,
            )
        )
    return found


def with_mechanisms(
    stated: StatedPackage,
    chosen: Sequence[str],
    clauses: Mapping[str, Sequence[str]],
    inherited: Collection[str] = (),
) -> StatedPackage:
    """Return a package with these mechanisms enabled, each on these clauses of its own document.

    What an entry says beside stays; of one that is left out nothing does. Of what is `inherited`
    nothing has to be said; left out, it is switched off by a clause.

    Raises:
        InvalidInputError: A mechanism is unknown or rests on nothing.
    """
    rules: Plain = {**stated.files.get("mechanisms", {})}
    before: Mapping[str, Any] = rules.get("enabled", {})
    off = [key for key in inherited if key not in chosen]
    enabled, problems = {}, []
    for key in (*chosen, *off):
        own, was = list(clauses.get(key, ())), before.get(key, {})
        is_off = key in off
        said = _beside(was if was.get("remove", False) == is_off else {}, is_cited=bool(own))
        said |= {"remove": True} if is_off else {}
        if key not in CATALOGUE:
            problems.append(Problem("chosen", f"没有机制“{key}”", f"unknown mechanism '{key}'"))
        elif own or said.get("basis"):
            enabled[key] = {"clauses": own, **said} if own else said
        elif is_off or key not in inherited:
            problems.append(_unfounded(key, is_off=is_off))
    if problems:
        raise InvalidInputError(problems)
    made = stated.with_file("mechanisms", {**rules, "enabled": enabled})
    return _without(made, {*before, *off} - set(chosen))


def _unfounded(key: str, *, is_off: bool) -> Problem:
    zh = "请填本县文件的条款号"
    said = f"上级启用，本县不办的，{zh}" if is_off else zh
    return Problem(f"clauses.{key}", said, f"'{key}' needs a clause")


def _beside(entry: Mapping[str, Any], *, is_cited: bool) -> Plain:
    """Return what an entry says beside its clauses; cited anew, without what its model brought."""
    said = {part: value for part, value in entry.items() if part != "clauses"}
    if is_cited and "basis" in said:
        said["basis"] = without_models(said["basis"])
    return {part: value for part, value in said.items() if value != []}


def _without(stated: StatedPackage, gone: Collection[str]) -> StatedPackage:
    """Return a package without what speaks of mechanisms alone that it has no more."""
    rules: Plain = {**stated.files["mechanisms"]}
    if "copy_rules" in rules:
        kept = [each for each in rules["copy_rules"] if each.get("mechanism") not in gone]
        rules["copy_rules"] = kept
    if "escalation" in rules:
        rungs = ({**each, **_left(each, gone)} for each in rules["escalation"])
        rules["escalation"] = [each for each in rungs if each.get("mechanisms") != []]
    made = stated.with_file("mechanisms", rules)
    if "policy" in stated.files:
        rows = [each for each in stated.files["policy"]["rows"] if each["mechanism"] not in gone]
        made = made.with_file("policy", {"rows": rows})
    numbering = stated.tenant.get("numbering")
    if numbering is None:
        return made
    prefixes = {key: said for key, said in numbering["prefixes"].items() if key not in gone}
    return made.with_file(
        "tenant", {**stated.tenant, "numbering": {**numbering, "prefixes": prefixes}}
    )


def _left(rung: Mapping[str, Any], gone: Collection[str]) -> Plain:
    if "mechanisms" not in rung:
        return {}
    return {"mechanisms": [each for each in rung["mechanisms"] if each not in gone]}


def people_of(typed: Sequence[Mapping[str, str]]) -> list[Plain]:
    """Return who gets a first account, as a draft keeps it; who is left blank is nobody.

    Raises:
        InvalidInputError: Somebody is named by halves.
    """
    problems = list(_missing(typed))
    if problems:
        raise InvalidInputError(problems)
    return [
        {**{part: each[part] for part, _, _ in _PERSON}, "duties": [each["duty"]]}
        for each in typed
        if each["name"]
    ]


def _missing(typed: Sequence[Mapping[str, str]]) -> Iterator[Problem]:
    for each in typed:
        if not each["name"] and not each["login"]:
            continue
        for part, zh, en in _PERSON:
            if not each[part] or len(each[part]) > _LONGEST:
                yield Problem(f"{each['duty']}_{part}", f"请填{zh}", f"needs {en}")
