"""The page of one case: where it stands, when it is due, what happened; pure."""

from collections.abc import Iterable

from liandong.features.cases.pages.case_deadlines import deadline_cards
from liandong.features.cases.pages.case_panel import panel_of
from liandong.features.cases.pages.case_rows import contents_of, rights_of
from liandong.features.cases.pages.case_timeline import timeline
from liandong.features.cases.pages.paper_view import paper_row
from liandong.features.cases.pages.words import Plain, Setting, case_href
from liandong.features.cases.service import Act, CasePicture
from liandong.web.languages import say


def case_page(
    picture: CasePicture,
    acts: tuple[Act, ...],
    chosen: str,
    form: Plain | None,
    setting: Setting,
    unsaved: list[Plain] | None = None,
) -> Plain:
    """Return the page; `form` is the panel's, None where there is nothing to do.

    `unsaved` is what was typed towards an act that is not offered any more.
    """
    case, mechanism = picture.case, picture.opened.mechanism
    href = case_href(setting.base, case)
    cases = {"label": say("案件"), "href": f"{setting.base}/cases"}
    label = say(mechanism.label)
    return {
        "breadcrumb": [cases, {"label": case.number or label, "href": None}],
        "title": case.title or label,
        "badge": _badge(picture),
        "parties": [*_parties(picture, setting)],
        "visibility": _visibility(picture, href),
        "actions": [],
        "menu": [],
        "steps": _way(picture) if picture.level == "full" else [],
        "message": None,
        "unsaved": unsaved,
        "deadlines": [*deadline_cards(picture, setting)],
        "contents": contents_of(picture, setting),
        "rights": rights_of(picture, setting),
        "documents": _documents(picture, setting, href),
        "timeline": {
            "note": say("只增不改"),
            "events": timeline(picture, setting),
            "older_href": None,
        },
        "panel": panel_of(picture, acts, chosen, form, href),
    }


def _badge(picture: CasePicture) -> Plain:
    case = picture.case
    label = say(picture.opened.mechanism.state(case.state).label)
    tone = "green" if case.is_final else "blue" if case.number else None
    return {"label": label, "tone": tone, "icon": "check" if case.is_final else "hourglass"}


def _parties(picture: CasePicture, setting: Setting) -> Iterable[Plain]:
    parts = (("issuer", say("发出")), ("addressee", say("办理")), ("copied", say("抄送")))
    for part, label in parts:
        names = [setting.name(unit) for unit in picture.opened.units(part)]
        if names and (part != "copied" or picture.level == "full"):
            note = say("（只见文书）") if part == "copied" else ""
            yield {"label": label, "text": say("、").join(names) + note}


def _visibility(picture: CasePicture, href: str) -> Plain:
    if picture.level != "full":
        return {"label": say("谁能看到本案"), "href": f"{href}/visibility"}
    label = say("谁能看到本案 · {n} 个单位", n=len(picture.viewers))
    return {"label": label, "href": f"{href}/visibility"}


def _way(picture: CasePicture) -> list[Plain]:
    """Return the way of a matter in five words, each done in the states named with it."""
    way: tuple[tuple[str, set[str]], ...] = (
        (say("制发"), {"issued", "served", "unanswered", "replied"}),
        (say("送达"), {"served", "unanswered", "replied"}),
        (say("书面回复"), {"replied"}),
        (say("逐项核实"), set()),
        (say("办结"), set()),
    )
    words = {"done": say("已完成"), "current": say("进行中"), "todo": say("还没有")}
    done = [picture.case.state in reached or picture.case.is_final for _, reached in way]
    found: list[Plain] = []
    for (label, _), is_done in zip(way, done, strict=True):
        is_current = not is_done and all(done[: len(found)])
        key = "done" if is_done else "current" if is_current else "todo"
        state = {"state": key, "state_label": words[key]}
        found.append({"label": label, "note": words[key], **state})
    return found


def _documents(picture: CasePicture, setting: Setting, href: str) -> Plain:
    rows = [paper_row(paper, picture, setting, href) for paper in picture.papers]
    return {"note": say("{n} 份", n=len(rows)), "download_href": None, "rows": rows}
