"""What was entered about the matter itself and stands in no paper; pure."""

from liandong.features.cases.pages.fact_words import value_words
from liandong.features.cases.pages.words import Plain, Setting
from liandong.features.cases.service import CasePicture
from liandong.web.languages import say

#: The title stands above the page.
_TITLE = "title"


def facts_card(picture: CasePicture, setting: Setting) -> Plain | None:
    """Return the facts of the opening that no paper states, under their labels."""
    if picture.level != "full":
        return None
    mechanism, facts = picture.opened.mechanism, picture.case.facts
    stated = {field.key for paper in mechanism.documents for field in paper.fields}
    hidden = stated | mechanism.inner_facts(picture.opened.parts) | {_TITLE}
    opening = [field for move in mechanism.transitions if move.creates for field in move.inputs]
    fields = {field.key: field for field in opening if field.key not in hidden}
    rows = [
        {"label": say(field.label), "text": value_words(field, facts[key], setting)}
        for key, field in fields.items()
        if facts.get(key) not in (None, "", [])
    ]
    return {"title": say("事项内容"), "rows": rows} if rows else None
