"""Fields by which papers are picked or uploaded, and what a form chose of them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import request

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.pages.form_view import field
from liandong.features.assessment.pages.wording import day_text
from liandong.features.assessment.service.evidencing import Paper, Pickable, keep_letter
from liandong.features.cases.pages.keeping import keeper
from liandong.features.tenants.service import installed
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.web.context import current_clock, current_principal, runtime
from liandong.web.languages import say

Plain = dict[str, Any]
LETTER = "letter:"


def paper_fields(
    found: Pickable, before: Sequence[Mapping[str, Any]], typed: Mapping[str, Any] | None
) -> list[Plain]:
    """Return the fields: what is given already, what lies in the platform, what is uploaded.

    Args:
        found: What the unit may pick.
        before: The papers of what was said last.
        typed: Picks of a form that was refused: kept and picked.
    """
    given = {each["file"] for each in before}
    letters = {each["letter"] for each in before}
    kept = [{"value": each["file"], "label": each["name"]} for each in before]
    choices = [
        *(_letter(each) for each in found.letters if str(each.id) not in letters),
        *(
            {"value": str(each.id), "label": each.name, "help": day_text(each.recorded_at.date())}
            for each in found.files
            if str(each.id) not in given
        ),
    ]
    chosen = typed["kept"] if typed else [each["value"] for each in kept]
    fields = []
    if kept:
        fields.append(field("kept", say("已附的材料"), chosen, "checks", choices=kept))
    if choices:
        picked = typed["picked"] if typed else []
        label = say("从平台里选")
        help_ = say("本单位的文书和交过的文件，不用再传。")
        more = {"choices": choices, "many": True, "required": False, "help": help_}
        fields.append(field("picked", label, picked, "checks", **more))
    upload = {"multiple": True, "required": False, "help": say("平台里没有的才传。")}
    fields.append(field("uploads", say("上传文件"), "", "file", **upload))
    return fields


def _letter(letter: Any) -> Plain:
    registry = installed().registry
    kinds = {kind.key: kind.label for kind in registry.current(letter.mechanism).documents}
    name = say(kinds[letter.type]) if letter.type in kinds else letter.title
    day = day_text(letter.signed_at.date()) if letter.signed_at else ""
    return {
        "value": f"{LETTER}{letter.id}",
        "label": f"{name} {letter.number}".strip(),
        "help": f"{letter.title} {day}".strip(),
    }


def typed_papers() -> Plain:
    """Return what a form picked, to show it again."""
    return {"kept": request.form.getlist("kept"), "picked": request.form.getlist("picked")}


def papers_in_form(uow: UnitOfWork) -> tuple[Paper, ...]:
    """Return the papers that a form chose: kept, picked and uploaded; what is new is stored.

    Raises:
        InvalidInputError: A pick is no file and no letter.
        FileRefusedError: A file is of a kind that is not taken.
        FileTooBigError: A file is over the limit.
    """
    keep, found = keeper(uow), []
    store, me, clock = runtime().parts["files"], current_principal(), current_clock()
    for pick in (*request.form.getlist("kept"), *request.form.getlist("picked")):
        of_letter = pick.startswith(LETTER)
        id_ = _id(pick.removeprefix(LETTER))
        found.append(keep_letter(uow, me, clock, store, id_) if of_letter else Paper(id_))
    files = [each for each in request.files.getlist("uploads") if each.filename]
    return (*found, *(Paper(UUID(keep(each, False))) for each in files))


def _id(stated: str) -> UUID:
    try:
        return UUID(stated)
    except ValueError:
        zh, en = "没有这份材料", "there is no such paper"
        raise InvalidInputError([Problem("picked", zh, en)]) from None
