"""What can be done now, and what cannot and why; pure."""

from collections.abc import Iterable, Iterator

from liandong.features.cases.pages.case_days import confirms_receipt
from liandong.features.cases.pages.stopping import hands_of
from liandong.features.cases.pages.turns import goes_on
from liandong.features.cases.pages.words import Plain, Setting, case_href, in_words
from liandong.features.cases.service import Act, CasePicture
from liandong.features.deadlines.service import RUNNING
from liandong.mechanisms import Offer
from liandong.web.languages import say


def panel_of(
    picture: CasePicture, acts: Iterable[Act], chosen: str, form: Plain | None, setting: Setting
) -> Plain:
    """Return the action panel; `chosen` is the act whose form is open."""
    acts, href = tuple(acts), case_href(setting.base, picture.case)
    return {
        "moves": [_act(act, chosen, href) for act in acts],
        "form": form,
        "refused": [*_refused(picture, acts), *_too_late(picture, setting)],
        "nothing": None if form else _nothing(picture),
    }


def act_label(act: Act) -> str:
    """Return what an act is called: its words are declared labels, joined by a colon."""
    if confirms_receipt(act) and act.offer.transition.delivers:
        return say("签收{paper}", paper=say(act.offer.transition.delivers.label))
    return say("：").join(say(part) for part in act.label.split("："))


def _act(act: Act, chosen: str, href: str) -> Plain:
    return {
        "key": act.key,
        "label": act_label(act),
        "href": f"{href}?act={act.key}",
        "icon": None,
        "current": act.key == chosen,
    }


def _refused(picture: CasePicture, acts: Iterable[Act]) -> Iterator[Plain]:
    """Yield each move that is this person's but not possible yet, once, with the reason."""
    possible = {offer.transition for act in acts for offer in act.offers}
    seen: set[tuple[str, str]] = set()
    for offer in picture.offers:
        if offer.refusal is None or offer.transition in possible or _is_new_row(offer):
            continue
        line = (_offer_label(offer), in_words(offer.refusal))
        if line not in seen:
            seen.add(line)
            yield {"label": line[0], "text": line[1]}


def _too_late(picture: CasePicture, setting: Setting) -> Iterator[Plain]:
    """Yield one line for who might have changed a period, once its last day is over."""
    offers = [offer for offer in picture.offers if offer.refusal and _is_new_row(offer)]
    mine = [offer for offer in offers if offer.row_type and offer.row_type.told_by_moves]
    limits = {change.limit.id for offer in mine for change in offer.transition.changes}
    for deadline in picture.deadlines:
        is_over = deadline.due_on is not None and deadline.due_on < setting.today
        if deadline.stands_for in limits and deadline.state == "open" and is_over:
            text = say("期限已届满，不能再中止、扣除、延长")
            yield {"label": say(str(deadline.inputs["matter"])), "text": text}
            return


def _is_new_row(offer: Offer) -> bool:
    """What one might have begun, but cannot, waits for nothing: it is not mentioned."""
    return offer.row_type is not None and offer.row_id is None


def _offer_label(offer: Offer) -> str:
    label = say(offer.transition.label)
    if offer.row_type is None or offer.row_type.told_by_moves:
        return label
    return say("{move}：{row}", move=label, row=say(offer.row_type.label))


def _nothing(picture: CasePicture) -> Plain:
    if picture.case.custody == "offered":
        text = say("正在等其他县决定是否接收，这里不能办理；期限日期不变，这期间不提醒。")
        return {"title": say("正在移交其他县"), "text": text}
    if picture.case.custody == "given":
        text = say("其他县已经接收并负责，这里的记录只读。")
        return {"title": say("已移交其他县"), "text": text}
    if picture.case.is_final:
        return {"title": say("已结束"), "text": say("这一件已经结束，记录只读。")}
    if picture.level != "full":
        return {"title": say("没有要您办的"), "text": say("您看到的是本单位可见的部分。")}
    title = say("现在没有要您办的")
    if any(offer.refusal for offer in picture.offers):
        return {"title": title, "text": say("下面的事由您办，现在还办不了。")}
    hands = say("、").join(_own_hands(picture))
    text = say("轮到本单位的{who}办理，到时会提醒。", who=hands)
    return {"title": title, "text": text if hands else say("轮到对方办理，到时会提醒。")}


def _own_hands(picture: CasePicture) -> list[str]:
    """Return the posts of our own unit whose turn it is; none where others owe the next step."""
    running = [each for each in picture.deadlines if each.state in RUNNING and not each.is_right]
    if running:
        ours = (each for each in running if each.unit_id == picture.unit_id)
        found = (hand for each in ours for hand in hands_of(picture.opened, each))
        return [*dict.fromkeys(found)]
    moves = picture.opened.mechanism.transitions
    onward = (m for m in moves if m.leaves(picture.course.state) and goes_on(m))
    actors = next((move.actors for move in onward), ())
    mine = (a for a in actors if picture.unit_id in picture.opened.units(a.party.key))
    return [*dict.fromkeys(say(actor.duty.label) for actor in mine)]
