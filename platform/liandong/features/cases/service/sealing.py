"""What an act enters into sealed fields is put under keys of its own before it is recorded."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.errors import CasePurgedError, FactsError
from liandong.features.cases.models import Case, CaseEvent, SealedFact
from liandong.features.cases.service.case_keys import find_key, make_key
from liandong.features.cases.service.purges import is_whole, list_purges
from liandong.features.cases.service.unsealing import belongs_to, open_texts
from liandong.features.documents.models import FileRecord
from liandong.features.tenants.service import installed
from liandong.kernel.errors import Problem
from liandong.kernel.ids import uuid7
from liandong.kernel.sealing import MaskedText, Purged, SealedText, digest_of, encrypt
from liandong.mechanisms import Mechanism, sealed_fields, sealed_files
from liandong.mechanisms.secrecy import OF_CASE

Payload = dict[str, Any]
#: Under this name a session knows the cases of which its transaction was told secrets.
STATED = "stated_secrets_of"
#: Random, and in every signed paper that states a secret: its digest says nothing without it.
BLIND = "blind"
#: Marks the requests that stated secrets of a case; its event is the answered request.
REQUEST = "request"


def seal(uow: UnitOfWork, event: CaseEvent) -> None:
    """Put every secret that an event states where it is sealed; the event refers to it.

    Raises:
        CasePurgedError: The case was purged; it takes no secret any more.
        FactsError: A file was not handed in sealed, or is another case's.
        SecretsKeyError: A key cannot be read.
    """
    mechanism = _mechanism_of(uow, event)
    if sealed_fields(mechanism):
        event.payload = _Sealer(uow, event, mechanism).payload(event.payload)


def _mechanism_of(uow: UnitOfWork, event: CaseEvent) -> Mechanism:
    opened = event.payload.get("opened")
    if opened:
        return installed().registry[opened["mechanism"], opened["version"]]
    case = uow.session.get_one(Case, (uow.tenant_id, event.case_id))
    return installed().registry[case.mechanism, case.version]


def states_secret(mechanism: Mechanism, content: Payload) -> bool:
    """Tell whether what a paper states is secret in part."""
    sealed = sealed_fields(mechanism)
    stated = [
        (OF_CASE, content["facts"]),
        *((row["type"], row["facts"]) for row in content["rows"]),
    ]
    return any(facts.get(key) for kind, facts in stated for key in sealed.get(kind, ()))


def field_place(row_type: str, key: str) -> str:
    """Return what a sealed field is called in the table: after its row type, if it has one."""
    return f"{row_type}.{key}" if row_type else key


class _Sealer:
    """Seals the values of one event; what its unit entered before keeps its reference.

    So does what is copied with its reference. Equal words that another unit entered lie once
    more: what one enters, and purges, is not the other's.
    """

    def __init__(self, uow: UnitOfWork, event: CaseEvent, mechanism: Mechanism) -> None:
        self._uow = uow
        self._event = event
        self._sealed = sealed_fields(mechanism)
        self._files = sealed_files(mechanism)
        self._known: dict[tuple[str, str, str], tuple[str, str]] | None = None
        self._kept: set[tuple[str, str, str]] = set()

    def payload(self, payload: Payload) -> Payload:
        """Return the payload with its secrets sealed."""
        found = dict(payload)
        if "facts" in payload:
            found["facts"] = self._facts(OF_CASE, payload["facts"], "")
        if "rows" in payload:
            found["rows"] = self._rows(payload["rows"])
        if "documents" in payload:
            found["documents"] = [self._document(each) for each in payload["documents"]]
        return found

    def _document(self, stated: Payload) -> Payload:
        content = stated.get("content")
        if not content:
            return stated
        sealed = {**content, "facts": self._facts(OF_CASE, content.get("facts", {}), "")}
        sealed["rows"] = self._rows(content.get("rows", ()))
        if BLIND in content:
            sealed[BLIND] = self._value(BLIND, content[BLIND], "")
        return {**stated, "content": sealed}

    def _rows(self, rows: Any) -> list[Payload]:
        found = []
        for row in rows:
            row_id = str(row.get("id") or row["row_id"])
            found.append({**row, "facts": self._facts(row["type"], row["facts"], row_id)})
        return found

    def _facts(self, row_type: str, facts: Mapping[str, Any], row_id: str) -> Payload:
        keys, files = self._sealed.get(row_type, {}), self._files.get(row_type, frozenset())
        found = dict(facts)
        for key in keys.keys() & facts.keys():
            place = field_place(row_type, key)
            if key in files:
                self._keep_files(place, facts[key], row_id)
            else:
                found[key] = self._value(place, facts[key], row_id)
        return found

    def _value(self, place: str, value: Any, row_id: str) -> Any:
        if not isinstance(value, str) or not value or isinstance(value, Purged | MaskedText):
            return value
        known = self._open()
        if isinstance(value, SealedText) and (place, row_id, value.id) in self._kept:
            return value
        wanted = (place, row_id, str(value))
        if wanted not in known:
            known[wanted] = self._keep_text(*wanted)
        return SealedText.of(value, *known[wanted])

    def _keep_text(self, place: str, row_id: str, text: str) -> tuple[str, str]:
        sealed_id = uuid7()
        key = make_key(self._uow, sealed_id)
        ciphertext = encrypt(key, text.encode(), belongs_to(sealed_id, place))
        digest = digest_of(key, text, place)
        self._add(sealed_id, place, row_id, ciphertext, digest)
        return str(sealed_id), digest

    def _keep_files(self, place: str, value: Any, row_id: str) -> None:
        """Let files that were handed in sealed belong to the case from now on."""
        listed = value if isinstance(value, list | tuple) else [value]
        for named in (UUID(each) for each in listed if each and not isinstance(each, Purged)):
            self._open()
            if self._is_here(named):
                continue
            key = find_key(self._uow, named)
            record = self._uow.session.get(FileRecord, (self._uow.tenant_id, named))
            if key is None or record is None:
                zh, en = "要按涉密文件上传", "is to be handed in sealed"
                raise FactsError([Problem(f"facts.{place}", zh, en)])
            stored = record.sha256
            ciphertext = encrypt(key, stored.encode(), belongs_to(named, place))
            digest = digest_of(key, stored, place)
            self._add(named, place, row_id, ciphertext, digest, is_file=True)
            self._uow.session.flush()

    def _is_here(self, file_id: UUID) -> bool:
        """Tell whether a file belongs to the case already.

        Raises:
            FactsError: It belongs to another case.
        """
        fact = self._uow.session.get(SealedFact, (self._uow.tenant_id, file_id))
        if fact is not None and fact.case_id != self._event.case_id:
            zh, en = "这个文件已经用在另一件里，请重新上传", "the file is another matter's"
            raise FactsError([Problem(f"facts.{fact.field}", zh, en)])
        return fact is not None

    def _add(
        self,
        sealed_id: UUID,
        place: str,
        row_id: str,
        ciphertext: bytes,
        digest: str,
        *,
        is_file: bool = False,
    ) -> None:
        fact = SealedFact(
            tenant_id=self._uow.tenant_id,
            id=sealed_id,
            case_id=self._event.case_id,
            field=place,
            ciphertext=ciphertext,
            digest=digest,
            event_id=self._event.id,
            row_id=UUID(row_id) if row_id else None,
            is_file=is_file,
        )
        self._uow.session.add(fact)

    def _open(self) -> dict[tuple[str, str, str], tuple[str, str]]:
        """Learn what the unit entered in the case: by field, row and text, the reference."""
        if self._known is not None:
            return self._known
        uow, case_id = self._uow, self._event.case_id
        uow.session.info.setdefault(STATED, set()).add(case_id)
        if any(is_whole(each) for each in list_purges(uow, case_id)):
            raise CasePurgedError
        mine = (SealedFact.tenant_id == uow.tenant_id, SealedFact.case_id == case_id)
        is_text = SealedFact.field != REQUEST
        facts = uow.session.scalars(select(SealedFact).where(*mine, is_text, ~SealedFact.is_file))
        held = facts.all()
        self._kept = {(each.field, str(each.row_id or ""), str(each.id)) for each in held}
        theirs = select(CaseEvent.id).where(
            CaseEvent.tenant_id == uow.tenant_id,
            CaseEvent.case_id == case_id,
            CaseEvent.unit_id != self._event.unit_id,
        )
        others = set(uow.session.scalars(theirs))
        clear = open_texts(uow, case_id, [each for each in held if each.event_id not in others])
        found = {
            (each.field, str(each.row_id or ""), clear[each.id]): (str(each.id), each.digest)
            for each in held
            if each.id in clear
        }
        self._known = found
        return found
