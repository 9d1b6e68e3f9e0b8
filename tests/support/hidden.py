"""One county full of what somebody must not know: each with words and ids found nowhere else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from uuid import UUID

from sqlalchemy import select

from liandong.authz.vocabulary import DUTIES
from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases import service
from liandong.features.cases.models import CaseEvent, CaseRow
from liandong.features.cases.service import FireTransition, PartyCommand, RowCommand
from liandong.features.cases.service.sealed_files import keep_sealed_file
from liandong.features.deadlines.models import Deadline, Escalation
from liandong.features.documents.models import Document, FileRecord
from liandong.features.documents.service import FileStore
from liandong.kernel.ids import uuid7
from support.attack import Ids
from support.counties import County
from support.ladders import sweep
from support.matters import Matter

DAY = "2026-04-27"
#: Every planted word begins like this: whoever searches for it finds what they may see.
COMMON = "暗记"
OURS = ("prosecutor", "reviewer", "chief")
UNITS = ("addressee", "bystander", "copied", "office", "discipline", "police", "court", "congress")
NOTICE = {
    "legal_basis": "人民检察院行政诉讼监督规则第六十七条",
    "first_officer": "甲",
    "second_officer": "乙",
    "assist_days": 5,
}


@dataclass(frozen=True)
class Hidden:
    """Something that only some units may know of: its words, its ids, its places in addresses."""

    name: str
    known_to: tuple[str, ...]
    mechanism: str
    words: tuple[str, ...]
    places: tuple[Mapping[str, UUID], ...] = ()
    ids: frozenset[str] = frozenset()

    def tries(self) -> Iterable[Ids]:
        """Yield each way to name it in an address."""
        for each in self.places:
            yield Ids(each, self.mechanism)


@dataclass
class Secrets:
    """All that is hidden in a county, and words that were made for it."""

    county: County
    store: FileStore
    found: list[Hidden] = field(default_factory=list)
    made: dict[str, list[str]] = field(default_factory=dict)

    def word(self, name: str) -> str:
        """Return a word that stands nowhere else."""
        words = self.made.setdefault(name, [])
        words.append(f"{COMMON}{name}{uuid7().hex[-10:]}")
        return words[-1]

    def keep(self, name: str, known_to: tuple[str, ...], case_id: UUID, mechanism: str) -> None:
        """Note a whole case as hidden, with everything that it holds."""
        parts = _parts(self.county, case_id)
        places = [{"case_id": case_id}]
        places += [{"case_id": case_id, key: i} for key, ids in parts.items() for i in ids[:1]]
        places += [{"rung_id": each} for each in parts.get("rung_id", ())]
        ids = {str(case_id), *(str(i) for found in parts.values() for i in found)}
        words = tuple(self.made.get(name, ()))
        self.found.append(Hidden(name, known_to, mechanism, words, tuple(places), frozenset(ids)))

    def keep_part(self, name: str, known_to: tuple[str, ...], **place: UUID) -> None:
        """Note something by itself as hidden; a case that is named with it is known."""
        ids = frozenset(str(i) for key, i in place.items() if key != "case_id")
        places = (place,) if ids else ()
        key = "procuratorial_suggestion"
        words = tuple(self.made.get(name, ()))
        self.found.append(Hidden(name, known_to, key, words, places, ids))

    def hidden_from(self, unit: str) -> list[Hidden]:
        return [each for each in self.found if unit not in each.known_to]


def _parts(county: County, case_id: UUID) -> dict[str, list[UUID]]:
    named = {
        "row_id": CaseRow,
        "document_id": Document,
        "deadline_id": Deadline,
        "rung_id": Escalation,
        "event_id": CaseEvent,
    }
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        return {
            name: list(
                uow.session.scalars(
                    select(model.id).where(
                        model.tenant_id == uow.tenant_id, model.case_id == case_id
                    )
                )
            )
            for name, model in named.items()
        }


def populate(county: County, *, every_duty: bool = False) -> dict[str, str]:
    """Give each unit of the government's side an account with all duties; return name: unit.

    `every_duty`: and one more account for each single duty.
    """
    people = {f"all_{unit}": (unit, DUTIES) for unit in UNITS}
    people |= {"clerk": ("addressee", ("handler",)), "auditor": ("office", ("auditor",))}
    people |= {"admin": ("office", ("tenant_admin",)), "court_clerk": ("court", ("handler",))}
    if every_duty:
        people |= {f"{duty}_{unit}": (unit, (duty,)) for unit in UNITS for duty in DUTIES}
    county.join_all(people)
    known = {"handler": "addressee", "head": "addressee", "bystander": "bystander"}
    known |= {"reader": "copied", "office": "office"}
    return known | {name: unit for name, (unit, _) in people.items()}


def say_openly(county: County) -> dict[str, UUID]:
    """Let things happen that units know of; what is hidden comes beside them."""
    late = county.serve("2025-12-01")
    county.fire("prosecutor", "2025-12-01", late, "file_upward")
    served = county.open(DAY, title=f"{COMMON}公开的一件")
    county.consult(DAY, served)
    county.move_row("prosecutor", DAY, served, "consultation", "forgo")
    county.list_copy(DAY, served)
    county.move_row("chief", DAY, served, "copy", "leave_out", why="不需要")
    county.step("prosecutor", DAY, served, "submit")
    county.step("reviewer", DAY, served, "review")
    county.fire("chief", DAY, served, "issue")
    county.fire("handler", DAY, served, "serve", facts={"delivery_mode": "electronic"})
    replied = county.serve(DAY, title=f"{COMMON}已答复的一件")
    county.reply(DAY, replied)
    county.tell(DAY)
    return {"late": late, "served": served, "replied": replied}


def plant(county: County, store: FileStore) -> Secrets:
    """Hide one of each kind from the government's side, or from the procuratorate."""
    secrets = Secrets(county, store)
    _suggestions(secrets)
    _investigations(secrets)
    _clue(secrets)
    _public_interest(secrets)
    _of_a_bureau(secrets)
    _files(secrets)
    county.tell(DAY)
    return secrets


def _suggestions(secrets: Secrets) -> None:
    county = secrets.county
    key = "procuratorial_suggestion"
    facts = {"facts": secrets.word("drafted"), "legal_basis": secrets.word("drafted")}
    drafted = county.open(DAY, items=2, title=secrets.word("drafted"), **facts)
    asked = {
        "consultation_kind": "expert",
        "consulted": secrets.word("drafted"),
        "question": secrets.word("drafted"),
    }
    rows = (
        RowCommand("consultation", "consult", None, asked),
        RowCommand("item", "propose", None, {"text": secrets.word("drafted")}),
    )
    county.fire("prosecutor", DAY, drafted, None, rows=rows)
    county.list_copy(DAY, drafted)
    county.step("prosecutor", DAY, drafted, "submit")
    secrets.keep("drafted", ("procuratorate",), drafted, key)
    reviewed = county.open(DAY, title=secrets.word("reviewed"))
    county.step("prosecutor", DAY, reviewed, "submit")
    county.step("reviewer", DAY, reviewed, "review")
    secrets.keep("reviewed", ("procuratorate",), reviewed, key)
    discarded = county.open(DAY, title=secrets.word("discarded"))
    county.fire("chief", DAY, discarded, "discard", facts={"why": secrets.word("discarded")})
    secrets.keep("discarded", ("procuratorate",), discarded, key)


def _investigation(secrets: Secrets, name: str) -> UUID:
    county, key = secrets.county, "investigation_cooperation"
    facts = {"title": secrets.word(name), "measure": ["files"], "source": secrets.word(name)}
    rows = (RowCommand("item", "propose", None, {"text": secrets.word(name)}),)
    parties = (PartyCommand(county.units["addressee"], "addressee"),)
    with county.acting("prosecutor", DAY) as (uow, me, clock):
        command = FireTransition("open", date.fromisoformat(DAY), facts, rows, parties)
        case_id = service.open_case(uow, me, clock, key, command).id
    county.fire("prosecutor", DAY, case_id, "revise", facts=NOTICE)
    return case_id


def _investigations(secrets: Secrets) -> None:
    county, key = secrets.county, "investigation_cooperation"
    drafted = _investigation(secrets, "investigated")
    county.step("prosecutor", DAY, drafted, "submit", "evidence_notice")
    secrets.keep("investigated", ("procuratorate",), drafted, key)
    served = _investigation(secrets, "searched")
    county.step("prosecutor", DAY, served, "submit", "evidence_notice")
    county.step("reviewer", DAY, served, "review", "evidence_notice")
    county.fire("chief", DAY, served, "issue")
    county.fire("head", DAY, served, "serve", facts={"delivery_mode": "electronic"})
    secrets.keep("searched", ("procuratorate", "addressee"), served, key)
    asked = {"person": secrets.word("questioned"), "record": secrets.word("questioned")}
    rows = (RowCommand("inquiry", "record_inquiry", None, asked),)
    county.fire("prosecutor", DAY, served, None, rows=rows)
    facts = {"obstruction_facts": secrets.word("questioned")}
    rows = (RowCommand("obstruction", "record", None, facts),)
    county.fire("prosecutor", DAY, served, None, rows=rows)
    parts = _parts(county, served)
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        query = select(CaseRow.id).where(
            CaseRow.tenant_id == uow.tenant_id,
            CaseRow.case_id == served,
            CaseRow.type.in_(("inquiry", "obstruction")),
        )
        inner = {str(each) for each in uow.session.scalars(query)}
        paper = uow.session.scalar(
            select(Document.id).where(
                Document.tenant_id == uow.tenant_id,
                Document.case_id == served,
                Document.type == "inquiry_record",
            )
        )
    assert paper in parts["document_id"]
    places = ({"case_id": served, "document_id": paper},)
    words = tuple(secrets.made["questioned"])
    ids = frozenset({*inner, str(paper)})
    secrets.found.append(Hidden("questioned", ("procuratorate",), key, words, places, ids))


def _clue(secrets: Secrets) -> None:
    county, key = secrets.county, "discipline_clue_transfer"
    case = Matter(county, key).open(
        "prosecutor", DAY, "open", {"addressee": "discipline"},
        title=secrets.word("clue"), subject_unit=str(county.units["addressee"]),
        found_in=secrets.word("clue"),
    )  # fmt: skip
    case.fire("prosecutor", DAY, "revise", nature="duty_violation", kept="offline")
    drafted = case.id
    county.step("prosecutor", DAY, drafted, "submit", "clue_letter")
    county.fire("chief", DAY, drafted, "approve")
    secrets.keep("clue", ("procuratorate", "discipline"), drafted, key)


def _public_interest(secrets: Secrets) -> None:
    county, key = secrets.county, "public_interest_clue"
    about = {"title": secrets.word("found"), "place": secrets.word("found")}
    about |= {"field": "生态环境和资源保护", "harm": secrets.word("found")}
    found = Matter(county, key).open("prosecutor", DAY, names={}, **about)
    secrets.keep("found", ("procuratorate",), found.id, key)


def _of_a_bureau(secrets: Secrets) -> None:
    """What a bureau prepares inside, and the procuratorate may not know yet."""
    county = secrets.county
    own = Matter(county, "criminal_transfer").open(
        "handler", DAY, "open", {"addressee": "police"},
        title=secrets.word("crime"), suspected_crime=secrets.word("crime"),
        found_facts=secrets.word("crime"),
    )  # fmt: skip
    own.fire("head", DAY, "form_team", team=secrets.word("crime"), team_size=2)
    own.fire("handler", DAY, "report", findings=secrets.word("crime"), proposal="移送")
    secrets.keep("crime", ("addressee",), own.id, "criminal_transfer")


def draft_reply(secrets: Secrets, case_id: UUID) -> None:
    """Let a bureau draft its reply to a suggestion that both know of."""
    county = secrets.county
    rows = [r for r in county.look("handler", case_id)["rows"] if r["type"] == "item"]
    measures = {"measures": secrets.word("reply")}
    adopted = tuple(RowCommand("item", "adopt", UUID(r["id"]), measures) for r in rows)
    facts = {"measures": secrets.word("reply")}
    command = FireTransition("reply", date.fromisoformat(DAY), facts, adopted)
    county.draft("handler", DAY, case_id, command)
    papers = county.look("handler", case_id)["documents"]
    paper = UUID(next(each["id"] for each in papers if each["type"] == "reply"))
    secrets.keep_part("reply", ("addressee",), case_id=case_id, document_id=paper)


def suggest_rung(secrets: Secrets, case_id: UUID) -> None:
    """Let a rung of the ladder be suggested to the procuratorate for a late reply."""
    sweep(secrets.county, "2026-02-04", "2026-03-10")
    for rung_id in _parts(secrets.county, case_id)["rung_id"]:
        secrets.keep_part("rung", ("procuratorate",), rung_id=rung_id)


def _files(secrets: Secrets) -> None:
    for who, unit in (("prosecutor", "procuratorate"), ("handler", "addressee")):
        name = f"file_{unit}"
        word = secrets.word(name)
        content = BytesIO(b"%PDF-1.4\n" + word.encode() + b"\n%%EOF")
        with secrets.county.acting(who, DAY) as (uow, me, clock):
            kept = secrets.store.put(uow.tenant_id, content, f"{word}.pdf")
            record = FileRecord(
                id=uuid7(),
                tenant_id=uow.tenant_id,
                sha256=kept.sha256,
                name=kept.name,
                media_type=kept.media_type,
                size=kept.size,
                unit_id=me.unit_id,
                account_id=me.account_id,
                recorded_at=clock.now(),
            )
            uow.session.add(record)
            uow.session.flush()
            content = BytesIO(b"%PDF-1.4\n" + word.encode() + b" 2\n%%EOF")
            sealed = keep_sealed_file(uow, clock, me, secrets.store, content, f"{word}.pdf")
            ids = record.id, sealed.id
        for number, each in enumerate(ids):
            secrets.made.setdefault(f"{name}{number}", []).append(word)
            secrets.keep_part(f"{name}{number}", (unit,), file_id=each)


def every_word(secrets: Iterable[Hidden]) -> dict[str, str]:
    """Return what may not be read anywhere: word or id, by whose it is."""
    return {said: each.name for each in secrets for said in (*each.words, *each.ids)}
