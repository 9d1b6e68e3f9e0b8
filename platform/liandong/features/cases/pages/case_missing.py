"""Which form of a case page shows what a letter is still missing; pure."""

from collections.abc import Iterable

from liandong.features.cases.service import Act


def act_to_fill(acts: Iterable[Act], wanted: str, errors: Iterable[str]) -> Act | None:
    """Return the act whose form is open: the one wanted, or where what it misses is entered.

    To submit a letter asks for nothing itself: what the letter misses is entered in the form that
    has most of the fields. None: the wanted act is not offered.
    """
    known = tuple(acts)
    chosen = next((act for act in known if act.key == wanted), None)
    names = set(errors)
    if chosen is None or chosen.kind != "step" or not names:
        return chosen
    best = max(known, key=lambda act: len(names & _entered_in(act)))
    return best if names & _entered_in(best) else chosen


def _entered_in(act: Act) -> set[str]:
    """Return the names of the fields in the form of an act; a signature takes them from a draft."""
    if not act.offers or act.offer.row_type is not None or (act.paper and act.kind == "fire"):
        return set()
    return {f"facts.{field.key}" for field in act.offer.inputs}
