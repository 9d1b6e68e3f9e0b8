"""The letter of a rung: its text as an official letter with head, number, signature and day."""

from datetime import date
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.service.downloads import MEDIA_TYPES, WRITERS, Rendered
from liandong.features.cases.service.rung_drafts import DOCUMENTS
from liandong.features.cases.service.rung_reading import SeenRung, as_of, get_rung
from liandong.features.documents.service import Letter, compose, open_number
from liandong.features.tenants.service import LADDER, current
from liandong.features.units import service as units
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError

_ENDS = [{"signature": "issuer"}, {"date": "signed"}]


def has_letter(seen: SeenRung) -> bool:
    """Say whether a rung has a letter that this person may read.

    What is declined or ended never became one; where a move of the case is the rung, the paper of
    that move is the letter.
    """
    is_one = seen.rung.state in {"suggested", "confirmed"} and not seen.rung.terms["move"]
    return seen.may_read and is_one


def render_rung(
    uow: UnitOfWork, principal: Principal, clock: Clock, rung_id: UUID, form: str
) -> Rendered:
    """Return the letter of a rung as docx or pdf; before the decision the draft of today.

    Raises:
        NotFoundError: The rung is unknown or hidden, has no letter, or there is no such form.
    """
    seen = as_of(uow, clock.today(), get_rung(uow, principal, rung_id))
    if form not in WRITERS or not has_letter(seen):
        raise NotFoundError
    letter = _letter(uow, seen, clock.today())
    name = f"{DOCUMENTS[seen.rung.document]} {seen.rung.letter_number or seen.case.title}.{form}"
    return Rendered(name, MEDIA_TYPES[form], WRITERS[form](letter))


def _letter(uow: UnitOfWork, seen: SeenRung, today: date) -> Letter:
    rung, issuer = seen.rung, units.get(uow, seen.rung.unit_id)
    is_draft = rung.state == "suggested"
    title, addressee, body = _parts(seen.text, DOCUMENTS[rung.document])
    open_one = open_number(current(uow).prefix(LADDER), today.year)
    values: dict[str, Any] = {
        "title": title,
        "addressee": addressee,
        "body": body,
        "issuer": issuer.full_name,
        "own_number": open_one if is_draft else rung.letter_number,
        "signed_on": None if is_draft else rung.decided_on,
    }
    salutation = [{"paragraph": "{addressee}："}] if addressee else []
    blocks = [*salutation, {"paragraph": "{body}"}, *_ENDS]
    structure = {
        "title": "{title}",
        "numbered": is_draft or rung.letter_number is not None,
        "blocks": blocks,
    }
    return compose(structure, values, draft=is_draft)


def _parts(text: str, name: str) -> tuple[str, str, str]:
    """Return title, addressee and body of a text: a first line is the title if others follow."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) == 1:
        return name, "", lines[0]
    title, *rest = lines
    if len(rest) > 1 and rest[0].endswith("："):
        return title, rest[0].removesuffix("："), "\n".join(rest[1:])
    return title, "", "\n".join(rest)
