"""A clause as people cite it, and the address of its entry in the register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from liandong.calendars import Text
from liandong.features.tenants.service.package_clauses import ClauseRegister

_WIDE = str.maketrans("()", "（）")
_INNER = str.maketrans("《》", "〈〉")


@dataclass(frozen=True)
class Citation:
    """A clause a value rests on, as people cite it; `superseded` names the newer instrument.

    It is None for one that stands, empty for one whose successor is not registered. One that is
    not resolved stands as the document writes it; `conflict` says where the document's own
    citation differs from what it must mean. `doubts` says all of this in words.
    """

    instrument: str
    clause: str
    words: str
    superseded: str | None = None
    is_resolved: bool = True
    conflict: str = ""
    doubts: tuple[Text, ...] = ()


def citation(register: ClauseRegister, instrument: str, clause: str) -> str:
    """Return 惠政文〔2024〕22号 三（十一）; what nobody could find, as the document writes it."""
    if not instrument:
        return clause
    known = register.instruments.get(instrument)
    name = known.citation if known else instrument
    return f"{name} {clause.translate(_WIDE)}"


def full_citation(register: ClauseRegister, instrument: str, clause: str) -> str:
    """Return 《人民检察院检察建议工作规定》第十九条, as a letter cites it."""
    known = register.instruments.get(instrument)
    if known is None:
        return citation(register, instrument, clause)
    number = f"（{known.number}）" if known.number else ""
    title = known.title.translate(_INNER)
    return f"《{title}》{number}{clause.translate(_WIDE)}"


def superseding_words(register: ClauseRegister, instrument: str) -> Text:
    """Return by what an instrument was superseded, and since when; of one that stands, nothing."""
    if not register.is_superseded(instrument):
        return Text("", "")
    newer = register.successor(instrument)
    if newer is None:
        return Text("已被替代", "superseded")
    day = newer.effective_from
    since, since_en = (f" {day} 起", f" from {day}") if day else ("", "")
    title = newer.title.translate(_INNER)
    return Text(f"{since}被《{title}》替代", f"superseded by 《{title}》{since_en}")


def anchor(clause: str) -> str:
    """Return the id a clause's entry has on the page of its instrument."""
    return f"c-{clause}"


def clause_link(
    base: str, register: ClauseRegister, instrument: str, clause: str
) -> dict[str, str | None]:
    """Return a link to a clause's entry; `base` is /t/<code>. What nobody found has no address."""
    href = f"{base}/instruments/{instrument}#{quote(anchor(clause))}" if instrument else None
    return {"label": citation(register, instrument, clause), "href": href}


def citations_of(
    register: ClauseRegister, basis: Sequence[Mapping[str, str]]
) -> tuple[Citation, ...]:
    """Return what a value rests on, each with what is in doubt of it."""
    return tuple(_citation(register, each) for each in basis)


def _citation(register: ClauseRegister, basis: Mapping[str, str]) -> Citation:
    instrument, clause = basis["instrument"], basis["clause"]
    conflict = basis.get("conflict", "")
    is_resolved = register.find(instrument, clause) is not None
    doubts = [superseding_words(register, instrument)]
    if not is_resolved:
        doubts.append(Text("登记里查不到，待核对", "not found in the register, to be checked"))
    if conflict:
        doubts.append(Text(f"引用有疑点：{conflict}", f"the citation is in doubt: {conflict}"))
    newer = register.successor(instrument)
    return Citation(
        instrument=instrument,
        clause=clause,
        words=full_citation(register, instrument, clause),
        superseded=(newer.id if newer else "") if register.is_superseded(instrument) else None,
        is_resolved=is_resolved,
        conflict=conflict,
        doubts=tuple(each for each in doubts if each.zh),
    )
