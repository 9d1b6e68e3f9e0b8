"""What an act enters into sealed fields is put under the case's key before the act is recorded."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.errors import CasePurgedError
from liandong.features.cases.models import Case, CaseEvent, SealedFact
from liandong.features.cases.service.case_keys import find_key, make_key
from liandong.features.tenants.service import installed
from liandong.kernel.ids import uuid7
from liandong.kernel.sealing import PurgedText, SealedText, digest_of, encrypt
from liandong.mechanisms import Mechanism, sealed_fields
from liandong.mechanisms.secrecy import OF_CASE

Payload = dict[str, Any]
#: Random, and in every signed paper that states a secret: its digest says nothing without it.
BLIND = "blind"


def seal(uow: UnitOfWork, event: CaseEvent) -> None:
    """Put every secret that an event states where it is sealed; the event refers to it.

    Raises:
        CasePurgedError: The case was purged; it takes no secret any more.
        SecretsKeyError: The case's key cannot be read.
    """
    mechanism = _mechanism_of(uow, event)
    sealed = sealed_fields(mechanism)
    if sealed:
        event.payload = _Sealer(uow, event, sealed).payload(event.payload)


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
    """Seals the values of one event; a value that the field held before keeps its reference."""

    def __init__(
        self, uow: UnitOfWork, event: CaseEvent, sealed: Mapping[str, Mapping[str, object]]
    ) -> None:
        self._uow = uow
        self._event = event
        self._sealed = sealed
        self._key: bytes | None = None
        self._known: dict[tuple[str, str], str] = {}

    def payload(self, payload: Payload) -> Payload:
        """Return the payload with its secrets sealed."""
        found = dict(payload)
        if "facts" in payload:
            found["facts"] = self._facts(OF_CASE, payload["facts"])
        if "rows" in payload:
            found["rows"] = self._rows(payload["rows"])
        if "documents" in payload:
            found["documents"] = [self._document(each) for each in payload["documents"]]
        return found

    def _document(self, stated: Payload) -> Payload:
        content = stated.get("content")
        if not content:
            return stated
        sealed = {**content, "facts": self._facts(OF_CASE, content.get("facts", {}))}
        sealed["rows"] = self._rows(content.get("rows", ()))
        if BLIND in content:
            sealed[BLIND] = self._value(BLIND, content[BLIND])
        return {**stated, "content": sealed}

    def _rows(self, rows: Any) -> list[Payload]:
        return [{**row, "facts": self._facts(row["type"], row["facts"])} for row in rows]

    def _facts(self, row_type: str, facts: Mapping[str, Any]) -> Payload:
        keys = self._sealed.get(row_type, {})
        return {
            key: self._value(field_place(row_type, key), value) if key in keys else value
            for key, value in facts.items()
        }

    def _value(self, place: str, value: Any) -> Any:
        if not isinstance(value, str) or not value or isinstance(value, PurgedText):
            return value
        key = self._key or self._open()
        digest = digest_of(key, str(value), place)
        known = self._known.get((place, digest)) or self._keep(key, place, str(value), digest)
        return SealedText.of(value, known, digest)

    def _keep(self, key: bytes, place: str, text: str, digest: str) -> str:
        sealed_id = uuid7()
        fact = SealedFact(
            tenant_id=self._uow.tenant_id,
            id=sealed_id,
            case_id=self._event.case_id,
            field=place,
            ciphertext=encrypt(key, text.encode(), belongs_to(sealed_id, place)),
            digest=digest,
            event_id=self._event.id,
        )
        self._uow.session.add(fact)
        self._known[place, digest] = str(sealed_id)
        return str(sealed_id)

    def _open(self) -> bytes:
        """Return the case's key, and learn what lies under it already."""
        uow, case_id = self._uow, self._event.case_id
        mine = (SealedFact.tenant_id == uow.tenant_id, SealedFact.case_id == case_id)
        key = find_key(uow, case_id)
        if key is None and uow.session.scalar(select(exists().where(*mine))):
            raise CasePurgedError
        key = key or make_key(uow, case_id)
        columns = (SealedFact.field, SealedFact.digest, SealedFact.id)
        for field, digest, sealed_id in uow.session.execute(select(*columns).where(*mine)):
            self._known[field, digest] = str(sealed_id)
        self._key = key
        return key


def belongs_to(sealed_id: UUID, place: str) -> str:
    """Return what a ciphertext is bound to, so that it is read at no other place."""
    return f"{sealed_id}/{place}"
