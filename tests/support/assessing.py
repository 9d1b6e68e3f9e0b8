"""A round of the yearly assessment in a county of tests: who acts, and the steps in between."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.service import load_principal
from liandong.features.assessment.service import marking, running, schemes
from liandong.features.assessment.service.recording import standing_of
from liandong.features.assessment.service.saying import About, Judgement
from liandong.features.assessment.service.standing import Standing, judged_inputs
from liandong.features.documents.models import FileRecord
from liandong.features.documents.service import FileStore
from liandong.features.documents.service.records import keep_file
from liandong.kernel import yamlfile
from liandong.kernel.clock import Clock
from liandong.kernel.resources import data_root
from support.counties import County, on

NO_ROUND = UUID(int=0)
STORE = FileStore.at("memory://evidence")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SCHEME = data_root() / "tenants/schemes/huiji_linkage.yaml"
PEOPLE = {
    "clerk": ("justice", ("office_clerk",)),
    "justice_head": ("justice", ("unit_head",)),
    "first": ("government_office", ("evaluator",)),
    "second": ("statistics", ("evaluator",)),
    "liaison": ("finance", ("liaison",)),
    "finance_head": ("finance", ("unit_head",)),
    "police": ("police", ("liaison",)),
    "convener": ("government", ("convener",)),
}
UNITS = {
    "justice": "justice_bureau",
    "government": "government",
    "government_office": "government_office",
    "statistics": "statistics",
    "finance": "finance",
    "police": "police",
}
DAYS = {
    "since": date(2026, 1, 1),
    "until": date(2026, 10, 31),
    "self_until": date(2026, 11, 3),
    "freeze_on": date(2026, 11, 5),
    "score_until": date(2026, 11, 20),
}
BEFORE, SELF, FROZEN = on("2026-06-01"), on("2026-11-02"), on("2026-11-05")
RESULT, WINDOW_OVER, DECIDED = on("2026-11-09"), on("2026-11-17"), on("2026-11-18")


def ballot_scheme(key: str) -> dict[str, Any]:
    """What evaluators and raters say of a unit, no mechanism at all."""
    return scheme(key, {"4", "5", "6"})


def scheme(key: str = "huiji_linkage", codes: Container[str] = "345") -> dict[str, Any]:
    """The last blocks of the scheme of Huiji: few mechanisms, some items for evaluators."""
    content: dict[str, Any] = yamlfile.load(SCHEME, name="scheme").data
    sheet = content["sheets"][0]
    items = [each for each in sheet["items"] if each["code"] in codes]
    points = sum(each["points"] for each in items if not each.get("bonus"))
    return content | {"key": key, "sheets": [sheet | {"items": items, "points": points}]}


def usual(standing: Standing, unit: str, code: str) -> dict[str, Any]:
    """Values that take nothing from anybody: no lapse at all, everything else at its most."""
    item = standing.item(unit, code)
    assert item is not None
    found: dict[str, Any] = {}
    for input_, _ in item.inputs:
        name = input_.key.partition("/")[2]
        if name in judged_inputs(item):
            kind = standing.scheme.readers[input_.key].kind
            found[name] = {"flag": False, "events": [], "scores": []}.get(kind, "0")
            if kind == "choice":
                found[name] = input_.options[0][0]
    return found


@dataclass
class Assessing:
    """People of a county in one round, inside one transaction."""

    uow: UnitOfWork
    county: County
    round_id: UUID = NO_ROUND

    def who(self, name: str, clock: Clock = BEFORE) -> Principal:
        return load_principal(self.uow, clock, self.county.people[name])

    def standing(self) -> Standing:
        return standing_of(self.uow, self.round_id)

    def plan(self, clock: Clock = BEFORE, raw: Mapping[str, Any] | None = None) -> UUID:
        who = self.who("clerk", clock)
        kept = schemes.state(self.uow, who, clock, raw or scheme())
        said = running.Plan(scheme_id=kept.id, title="2026 年度府检联动工作考核", **DAYS)
        self.round_id = running.plan(self.uow, who, clock, said).id
        return self.round_id

    def step(self, who: str, clock: Clock, step: str, reason: str = "") -> None:
        running.take_step(self.uow, self.who(who, clock), clock, self.round_id, step, reason)

    def assign(self, clock: Clock = SELF) -> None:
        """Give both evaluators everything but their own units."""
        standing = self.standing()
        codes = {each.code for each in standing.scheme.items}
        for name in ("first", "second"):
            own = UNITS[PEOPLE[name][0]]
            said = running.Assigned(
                self.county.people[name], set(standing.participants) - {own}, codes
            )
            running.assign(self.uow, self.who("clerk", clock), clock, self.round_id, said)

    def mark(self, who: str, unit: str, code: str, clock: Clock = FROZEN, **values: Any) -> None:
        about = About(self.round_id, unit, code)
        given = usual(self.standing(), unit, code) | values
        said = Judgement(given, "按材料认定")
        marking.mark(self.uow, self.who(who, clock), clock, about, said)

    def mark_all(self, clock: Clock = FROZEN) -> None:
        """Let every evaluator mark everything that is theirs, nobody losing a point."""
        standing = self.standing()
        for name in ("first", "second"):
            account = str(self.county.people[name])
            said = [
                (About(self.round_id, unit, each.code), Judgement(usual(standing, unit, each.code)))
                for unit in standing.participants
                for each in standing.items_of(unit)
                if judged_inputs(each) and account in standing.evaluators(unit, each.code)
            ]
            marking.mark_all(self.uow, self.who(name, clock), clock, self.round_id, said)


def handed_in(play: Assessing, who: str, name: str = "现场照片.pdf") -> FileRecord:
    principal = play.who(who, SELF)
    return keep_file(play.uow, SELF, principal, STORE, BytesIO(PDF), name)
