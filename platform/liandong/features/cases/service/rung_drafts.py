"""The draft of a rung's document: facts and documents only; a person edits and decides; pure."""

from dataclasses import dataclass
from datetime import date

#: What a document is called, and how it ends.
DOCUMENTS = {
    "urging_letter": "督促函",
    "bulletin": "通报",
    "talk_record": "约谈通知",
    "report": "情况报告",
}
_ENDINGS = {
    "urging_letter": "请办理并书面说明情况；有正当理由的，请一并说明。",
    "bulletin": "以上情况予以通报。该单位对上述事实有说明的，一并附上。",
    "talk_record": "请该单位负责人到场说明情况。时间、地点另行通知。",
    "report": "以上情况报请研究处理。",
}


@dataclass(frozen=True)
class Late:
    """What is known of something late: the paper, the rule, the day, and what was done before."""

    document: str
    to: tuple[str, ...]
    unit: str
    title: str
    number: str
    matter: str
    started_on: date
    due_on: date
    today: date
    working_days: int
    basis: tuple[str, ...]
    before: tuple[tuple[str, date], ...]


def draft_of(late: Late) -> str:
    """Return the text of the document, without a judgement of anybody."""
    name = DOCUMENTS[late.document]
    rests = f"依据{'、'.join(late.basis)}，" if late.basis else ""
    facts = (
        f"{late.number}《{late.title}》，期限自{_day(late.started_on)}起算。"
        f"{rests}{late.unit}的“{late.matter}”应当在{_day(late.due_on)}以前完成。"
        f"截至{_day(late.today)}，没有完成的记录，超过期限 {late.working_days} 个工作日。"
    )
    lines = [f"关于{late.number}的{name}", f"{'、'.join(late.to)}：", facts]
    if late.before:
        done = "；".join(f"{_day(on)}{label}" for label, on in late.before)
        lines.append(f"此前：{done}。")
    return "\n".join([*lines, _ENDINGS[late.document]])


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
