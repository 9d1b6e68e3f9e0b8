"""The page of one case: where it stands, when it is due, what happened; pure."""

from collections.abc import Iterable
from uuid import UUID

from liandong.features.cases.pages.case_deadlines import deadline_cards
from liandong.features.cases.pages.case_facts import facts_card
from liandong.features.cases.pages.case_letters import letters_of
from liandong.features.cases.pages.case_links import links_of
from liandong.features.cases.pages.case_panel import panel_of
from liandong.features.cases.pages.case_rows import contents_of, rights_of
from liandong.features.cases.pages.case_timeline import timeline
from liandong.features.cases.pages.case_way import way_of
from liandong.features.cases.pages.paper_view import paper_row
from liandong.features.cases.pages.seen_words import badge_of, names_of
from liandong.features.cases.pages.unit_fields import part_label
from liandong.features.cases.pages.words import Plain, Setting, case_href
from liandong.features.cases.service import Act, CasePicture, leads
from liandong.features.cases.service.naming import parts_shown
from liandong.mechanisms import Part
from liandong.web.languages import say

#: In this order the page names who takes part.
_ORDER = (
    Part.ISSUER,
    Part.APPLICANT,
    Part.ADDRESSEE,
    Part.RESPONDENT,
    Part.OTHER_PARTY,
    Part.SUPERVISOR,
    Part.ASSISTANT,
    Part.COPIED,
)


def case_page(
    picture: CasePicture,
    acts: tuple[Act, ...],
    chosen: str,
    form: Plain | None,
    setting: Setting,
    unsaved: list[Plain] | None = None,
    *,
    may_offer: bool = False,
    may_join: bool = False,
    may_purge: bool = False,
) -> Plain:
    """Return the page; `form` is the panel's, None where there is nothing to do.

    `unsaved` is what was typed towards an act that is not offered any more; `may_offer` says that
    this person could offer the matter to another county, `may_join` that they could ask one to
    take part. Who `may_purge` the secrets of the case finds the way there.
    """
    case, mechanism = picture.case, picture.opened.mechanism
    href = case_href(setting.base, case)
    cases = {"label": say("案件"), "href": f"{setting.base}/cases"}
    label = say(mechanism.label)
    return {
        "breadcrumb": [cases, {"label": case.number or label, "href": None}],
        "title": case.title or label,
        "badge": badge_of(picture, setting),
        "parties": [*_parties(picture, setting)],
        "visibility": _visibility(picture, href),
        "actions": [
            *_transfer(picture, setting, may_offer=may_offer, may_join=may_join),
            *_actions(href, may_purge=may_purge),
        ],
        "appointment": None,
        "menu": [],
        "steps": way_of(picture, setting) if picture.level == "full" else [],
        "message": None,
        "unsaved": unsaved,
        "deadlines": [*deadline_cards(picture, setting)],
        "facts": facts_card(picture, setting),
        "letters": letters_of(picture, setting, href),
        "contents": contents_of(picture, setting),
        "rights": rights_of(picture, setting),
        "documents": _documents(picture, setting, href),
        "links": links_of(picture, setting),
        "timeline": {
            "note": say("只增不改"),
            "events": timeline(picture, setting),
            "older_href": None,
        },
        "panel": panel_of(picture, acts, chosen, form, setting),
    }


def _transfer(
    picture: CasePicture, setting: Setting, *, may_offer: bool, may_join: bool
) -> Iterable[Plain]:
    """Yield the way to another county, and to the transfer by which a matter goes or came."""
    case, base = picture.case, f"{setting.base}/transfers"
    if case.transfer_id is not None and picture.level == "full" and leads(picture.opened):
        href = f"{base}/{case.transfer_id}"
        yield {"label": say("查看移交"), "href": href, "icon": "send", "tone": "plain"}
    if may_offer:
        href = f"{base}/new?mechanism={case.mechanism}&case_id={case.id}"
        yield {"label": say("移交其他县"), "href": href, "icon": "send", "tone": "plain"}
    if may_join:
        href = f"{base}/new?mechanism={case.mechanism}&case_id={case.id}"
        yield {"label": say("请其他县共同办理"), "href": href, "icon": "send", "tone": "plain"}


def _actions(href: str, *, may_purge: bool) -> Iterable[Plain]:
    if may_purge:
        yield {"label": say("清除涉密信息"), "href": f"{href}/purge", "icon": "lock"}


def _parties(picture: CasePicture, setting: Setting) -> Iterable[Plain]:
    labels = {"issuer": say("发出"), "addressee": say("办理"), "copied": say("抄送")}
    own = {p.key: say(p.label) for p in picture.opened.mechanism.parties if p.label}
    known = parts_shown(picture.opened, picture.level)
    for part in (part.value for part in _ORDER if part.value in known):
        names = names_of(_units_of(picture, part), setting)
        if names:
            note = say("（只见文书）") if part == "copied" else ""
            named = own.get(part) or labels.get(part) or part_label(part)
            yield {"label": named, "text": names + note}


def _units_of(picture: CasePicture, part: str) -> list[UUID]:
    """Return the units of a part; who was copied and then told all is not named as copied again."""
    found = picture.opened.units(part)
    others = {p.unit_id for p in picture.opened.parties if p.part != part}
    return [unit for unit in found if part != "copied" or unit not in others]


def _visibility(picture: CasePicture, href: str) -> Plain:
    if picture.level != "full":
        return {"label": say("谁能看到本案"), "href": f"{href}/visibility"}
    label = say("谁能看到本案 · {n} 个单位", n=len(picture.viewers))
    return {"label": label, "href": f"{href}/visibility"}


def _documents(picture: CasePicture, setting: Setting, href: str) -> Plain:
    rows = [paper_row(paper, picture, setting, href) for paper in picture.papers]
    is_waiting = picture.level == "header" and bool(picture.opened.parts)
    return {
        "note": say("{n} 份", n=len(rows)),
        "download_href": None,
        "rows": rows,
        "nothing": say("签收后才能打开文书。") if is_waiting else None,
    }
