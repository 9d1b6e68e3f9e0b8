"""The sentences of an explanation, in both languages."""

from collections.abc import Iterator
from datetime import date

from liandong.authz import Explanation
from liandong.calendars import Text
from liandong.features.access.service.act_words import SCOPE_WORDS, act_words, mechanism_words
from liandong.features.access.service.asking import PolicyStep
from liandong.features.access.service.explaining import Answer, RecordStep
from liandong.features.access.service.holders import seat_words
from liandong.features.cases import service as cases
from liandong.features.tenants.service import installed
from liandong.web.languages import english

LEVEL_WORDS = {
    "header": Text("要目（标题、文号、状态）", "the header"),
    "document": Text("抄送给它的文书", "the paper copied to it"),
    "full": Text("全部", "all of it"),
}
REASON_WORDS = {
    **{key.value: Text(label, english(label)) for key, label in cases.PARTS.items()},
    "office": Text("联席会议办公室", "the office of the joint meeting"),
    "coordinator": Text("没有指定办公室，由它协调", "it coordinates where no office is named"),
    "convener": Text("召集人、副召集人", "convener or deputy"),
}
_LAYERS = {
    "template": Text("全平台统一的岗位权限", "the templates of all counties"),
    "overlay": Text("本县的权限补充", "the county's own policy"),
    "inheritance": Text("承继另一个岗位", "inherited from another seat"),
    "ceiling": Text("权限上限", "the ceiling"),
}


def sentences(answer: Answer) -> tuple[Text, ...]:
    """Return the verdict, then a sentence for each step."""
    if not answer.is_open:
        zh = f"不可以：账号 {answer.asked.login} 已经停用，什么都不能办。"
        return (Text(zh, f"No: the account {answer.asked.login} is closed and may do nothing."),)
    return (_verdict(answer), *_policy(answer.policy), *_record(answer))


def _verdict(answer: Answer) -> Text:
    asked = answer.asked
    act, place = act_words(asked.mechanism, asked.action), mechanism_words(asked.mechanism)
    zh = "可以" if answer.allowed else "不可以"
    en = "may" if answer.allowed else "may not"
    return Text(
        f"{answer.unit}的{answer.name}{zh}“{act.zh}”（{place.zh}）。",
        f"{answer.name} of {answer.unit} {en} {act.en} ({place.en}).",
    )


def _policy(step: PolicyStep) -> Iterator[Text]:
    for scope, reason in step.reasons:
        yield reason_words(reason, scope)
    if step.held_from is not None:
        until = step.held_until
        zh = f"这个职责自 {step.held_from.isoformat()} 起{_until(until).zh}。"
        yield Text(zh, f"The duty is held from {step.held_from.isoformat()}{_until(until).en}.")


def _until(day: date | None) -> Text:
    if day is None:
        return Text("，没有截止日", " on, without an end")
    return Text(f"，到 {day.isoformat()} 止", f" until {day.isoformat()}")


def reason_words(reason: Explanation, scope: str) -> Text:
    """Return by which line, of which layer, through which seat."""
    if reason.layer == "nothing" or reason.seat is None:
        zh = "岗位权限：没有一行允许他的任何岗位这样办。"
        return Text(zh, "Policy: no line allows it to any of their seats.")
    seat, layer, range_ = seat_words(reason.seat), _LAYERS[reason.layer], SCOPE_WORDS[scope]
    line = Text(*_line(reason))
    if reason.layer == "ceiling":
        return Text(
            f"岗位权限：{seat.zh}本来有这一行，{layer.zh}不许{line.zh}。",
            f"Policy: {seat.en} would have a line, {layer.en} does not let it stand{line.en}.",
        )
    zh, en = ("允许", "allows") if reason.allowed else ("禁止", "denies")
    through = "，".join(reason.through)
    via = Text(f"（{through}）", f" ({', '.join(reason.through)})") if through else Text("", "")
    return Text(
        f"岗位权限：{layer.zh}{via.zh}{zh}{seat.zh}（{range_.zh}）{line.zh}。",
        f"Policy: {layer.en}{via.en} {en} {seat.en} ({range_.en}){line.en}.",
    )


def _line(reason: Explanation) -> tuple[str, str]:
    if reason.rule is None:
        return "（没有一行上限允许）", " (no line of it allows this)"
    return f"，{reason.where}：{reason.rule}", f", {reason.where}: {reason.rule}"


def _record(answer: Answer) -> Iterator[Text]:
    step = answer.record
    if step is None:
        return
    if not step.is_told:
        zh = "这一件：没有这一件，或者您看不到，只回答岗位权限。"
        yield Text(zh, "Case: there is none, or it is hidden from you; the policy alone is told.")
        return
    if step.level is None or step.since is None:
        zh = "这一件：他的单位和职责看不到这一件，等于没有。"
        yield Text(zh, "Case: hidden from their unit and duties, as if there were none.")
        return
    yield _seen(step, answer)
    if answer.asked.action != "read":
        yield _part(step)


def _seen(step: RecordStep, answer: Answer) -> Text:
    level, since = LEVEL_WORDS[step.level or ""], step.since
    reason = REASON_WORDS.get(step.reason, Text(step.reason, step.reason))
    by = _event(answer.asked.mechanism, step.event)
    return Text(
        f"这一件：他的单位自 {since} 起看得到{level.zh}，因为：{reason.zh}{by.zh}。",
        f"Case: their unit sees {level.en} since {since}, as: {reason.en}{by.en}.",
    )


def _event(mechanism: str, key: str | None) -> Text:
    if key is None:
        return Text("", "")
    moves = installed().registry.current(mechanism).moves
    label = next((move.label for _, move in moves if move.key == key), None)
    return Text(f"，从“{label}”起", f", with '{english(label)}'") if label else Text("", "")


def _part(step: RecordStep) -> Text:
    named = [REASON_WORDS.get(part, Text(part, part)) for part in sorted(step.parts)]
    zh = "、".join(part.zh for part in named) or "没有角色"
    en = ", ".join(part.en for part in named) or "no party"
    is_its = Text("由它办", "is its") if step.allowed else Text("不由它办", "is not its")
    return Text(
        f"在本案是{zh}，这一步{is_its.zh}。", f"In this case it is {en}; this act {is_its.en}."
    )
