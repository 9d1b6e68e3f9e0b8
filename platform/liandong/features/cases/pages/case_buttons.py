"""The verbs below a form of the action panel, and what follows from them; pure."""

from liandong.features.cases.pages.case_days import confirms_receipt
from liandong.features.cases.pages.row_choices import leaves_no_choice
from liandong.features.cases.pages.words import Plain
from liandong.features.cases.service import Act
from liandong.web.languages import say


def buttons_of(act: Act) -> list[Plain]:
    """Return the buttons of an act, one for each of its steps."""
    steps = reversed(act.steps) if act.kind == "draft" else act.steps
    return [
        {
            "label": _label(act, step),
            "name": "step",
            "value": step,
            "primary": step in {"fire", "submit", "review"},
        }
        for step in steps
    ]


def _label(act: Act, step: str) -> str:
    if step == "fire":
        return _verb(act)
    if step == "submit" and act.kind == "step":
        return say("送审")
    return {
        "draft": say("存草稿"),
        "submit": say("送签"),
        "review": say("审核通过"),
        "return": say("退回修改"),
    }[step]


def _verb(act: Act) -> str:
    if confirms_receipt(act):
        return say("签收")
    if act.kind == "rows" and not leaves_no_choice(act):
        return say("记录")
    return say("签发") if act.paper is not None else say(act.offers[0].transition.label)


def consequence_of(act: Act) -> Plain | None:
    """Return what cannot be undone once the button is pressed, and who signs."""
    if confirms_receipt(act):
        return {
            "lead": say("签收后即为送达，"),
            "who": say("期限从明天起算"),
            "rest": say("；签收后才能打开文书，不能撤回。"),
        }
    if act.paper is None or act.paper.approval is None:
        return None
    signers = dict.fromkeys(say(actor.duty.label) for actor in act.paper.approval.signers)
    if act.kind == "draft":
        return {
            "lead": say("送签后由"),
            "who": say("、").join(signers),
            "rest": say("签发；签发前对方看不到，签发后不能改，可补充。"),
        }
    if "fire" in act.steps:
        return {
            "lead": say("签发后即生效，"),
            "who": say("不能改"),
            "rest": say("；有错只能撤回或更正后重新制发。"),
        }
    return None
