"""What was entered about the matter itself and stands in no paper; pure."""

from collections.abc import Iterable
from uuid import UUID

from liandong.features.cases.pages.fact_words import value_words
from liandong.features.cases.pages.words import Plain, Setting
from liandong.features.cases.service import CasePicture
from liandong.mechanisms import DocumentType
from liandong.web.languages import say

#: The title stands above the page.
_TITLE = "title"


def facts_card(picture: CasePicture, setting: Setting) -> Plain | None:
    """Return the facts of the opening that no paper states, under their labels."""
    if picture.level != "full":
        return None
    mechanism, facts = picture.opened.mechanism, picture.case.facts
    stated = stated_in_papers(picture, mechanism.documents, picture.case.issuer_id)
    hidden = stated | mechanism.inner_facts(picture.opened.parts) | {_TITLE}
    opening = [field for move in mechanism.transitions if move.creates for field in move.inputs]
    fields = {field.key: field for field in opening if field.key not in hidden}
    rows = [
        {"label": say(field.label), "text": value_words(field, facts[key], setting)}
        for key, field in fields.items()
        if facts.get(key) not in (None, "", [])
    ]
    return {"title": say("事项内容"), "rows": rows} if rows else None


def stated_in_papers(
    picture: CasePicture, papers: Iterable[DocumentType], unit_id: UUID
) -> frozenset[str]:
    """Return the keys of what stands in a paper, where it is read.

    What the reader's own unit entered stands there only once the paper is begun; what another unit
    entered is read in its paper alone, so that nobody reads it earlier.
    """
    begun = {paper.type for paper in picture.papers}
    is_ours = unit_id == picture.unit_id
    read = [paper for paper in papers if paper.key in begun or not is_ours]
    return frozenset(field.key for paper in read for field in paper.fields)
