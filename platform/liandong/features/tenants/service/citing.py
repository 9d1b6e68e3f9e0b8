"""A clause as people cite it, and the address of its entry in the register."""

from urllib.parse import quote

from liandong.calendars import Text
from liandong.features.tenants.service.package_clauses import ClauseRegister

_WIDE = str.maketrans("()", "（）")
_INNER = str.maketrans("《》", "〈〉")


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
