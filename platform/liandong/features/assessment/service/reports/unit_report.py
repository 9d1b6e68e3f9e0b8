"""The report of one unit: each item with its sum and records, and what it would take to rise."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import ROUND_UP, Decimal

from liandong.features.assessment.service.reports.facts import Appeal, Known, Paper, Records
from liandong.features.assessment.service.reports.letters import (
    Block,
    day,
    letter,
    paragraph,
    subheading,
    table,
)
from liandong.features.assessment.service.reports.reading import (
    UNSCORED,
    Computed,
    Plain,
    Scored,
    doubt,
    points_words,
    read,
)
from liandong.features.documents.service import Letter
from liandong.scoring.fixed import SCALE
from liandong.scoring.scheme import Grade, Grading
from liandong.scoring.tree import Item

OUTCOMES = {"upheld": "成立", "partly": "部分成立", "rejected": "不成立", "": "正在复核"}
ENDS = {"in_time": "按期", "late": "逾期"}
_NAMED = 5


def unit_report(content: Plain, unit: str, known: Known, paper: Paper) -> Letter:
    """Return the report of one unit, addressed to it.

    Args:
        content: What `editions.computed` returned.
        unit: Its key.
        known: The round with its appeals, tasks and the records behind the figures.
        paper: Who issues it, with which number and day.

    Raises:
        KeyError: The unit was not scored.
        UnscorableError: The scheme of the result is none by which units can be scored.
    """
    computed = read(content)
    own = computed.unit(unit)
    return letter(
        replace(paper, addressee=own.name),
        f"{own.name}{known.title}报告",
        _opening(own, known, doubt(content)),
        [
            ("逐项得分", [_items(computed, own)]),
            ("计分的依据", [*_records(computed, own, known.records)]),
            ("申诉和复核", [*_appeals(computed, own, known.appeals)]),
            ("还差多少", [*_chances(computed, own)]),
            ("整改", [*_tasks(computed, own, known)]),
        ],
        is_demo=computed.scheme.is_demo,
    )


def _opening(own: Scored, known: Known, said: str) -> str:
    period = f"{day(known.days.since)}至{day(known.days.until)}"
    if own.total is None:
        return f"{period}的考核中，有事项未评，总分和名次尚不能算出。"
    return (
        f"{period}的考核得{points_words(own.total)}分，满分{points_words(own.full)}分，"
        f"在本组{own.result['ranked']}个单位中列第{own.rank}名{_sureness(own)}，等次为{own.grade}。"
        f"{said if own.interval else ''}"
    )


def _sureness(own: Scored) -> str:
    if own.interval is None:
        return ""
    low, high = own.interval
    return "（名次稳定）" if low == high else f"（名次区间{low}–{high}，不确定）"


def _items(computed: Computed, own: Scored) -> Block:
    return table(
        ("事项", "得分", "满分", "算法"),
        [
            (
                computed.label(item.code),
                *_points(own, item),
                "；".join(each["zh"] for each in own.result["places"][item.code]["sum"]) or "—",
            )
            for item in computed.items(own)
        ],
        (7, 3, 3, 17),
        words=(0, 3),
    )


def _points(own: Scored, item: Item) -> tuple[str, str]:
    place = own.result["places"][item.code]
    full = points_words(Decimal(place["full"])) if item.worth() else "加减分"
    return UNSCORED.get(place["standing"]) or points_words(own.points(item.code)), full


def _records(computed: Computed, own: Scored, records: Records) -> Iterator[Block]:
    behind = records.get(own.key, {})
    for item in computed.items(own):
        metrics = dict.fromkeys(s.name for _, s in item.inputs if s.kind == "metric")
        rows = [each for name in metrics for each in behind.get(name, ())]
        if rows:
            yield subheading(computed.label(item.code))
            yield table(
                ("记录", "日期", "结果", "计入"),
                [(*_record(each), "是" if each["counts"] else "否") for each in rows],
                (14, 8, 8, 3),
                words=(0,),
            )


def _record(record: Plain) -> tuple[str, str, str]:
    """The title of a case stays out: a paper is read by more people than a case is."""
    name = " ".join(filter(None, (record["number"], record["matter"])))
    outcome = ENDS.get(record["outcome"], record["outcome"])
    return name or "—", day(date.fromisoformat(record["on"])), outcome or "—"


def _appeals(computed: Computed, own: Scored, appeals: tuple[Appeal, ...]) -> Iterator[Block]:
    for each in appeals:
        if each.unit == own.key:
            change = f"，由{each.old}分改为{each.new}分" if each.new else ""
            why = f"：{each.why}" if each.why else ""
            yield paragraph(
                f"{computed.label(each.code)}。申诉理由：{each.reason}。"
                f"复核{OUTCOMES[each.outcome]}{change}{why}。"
            )


def _chances(computed: Computed, own: Scored) -> Iterator[Block]:
    items: list[Item] = sorted(computed.items(own), key=lambda each: -own.lost(each.code))
    lost = [each for each in items if own.lost(each.code)][:_NAMED]
    if lost:
        named = [f"{computed.label(e.code)}失{points_words(own.lost(e.code))}分" for e in lost]
        yield paragraph(f"失分最多的事项：{'；'.join(named)}。")
    if own.total is None:
        return
    above = _above(computed, own)
    if above is not None:
        yield paragraph(f"距上一名差{points_words(above - own.total)}分。")
    yield from map(paragraph, _to_higher_grades(computed.scheme.grading, own))


def _above(computed: Computed, own: Scored) -> Decimal | None:
    total = own.total or Decimal(0)
    peers = [each.total for each in computed.units if each.result["group"] == own.result["group"]]
    return min((each for each in peers if each is not None and each > total), default=None)


def _to_higher_grades(grading: Grading, own: Scored) -> Iterator[str]:
    """Yield what stands between a unit and each grade above its own, the nearest first."""
    if own.result["failed"]:
        yield "因一票否决事项列为末等，与得分无关；所涉事项见逐项得分。"
        return
    labels = [each.label.zh for each in grading.grades]
    higher = grading.grades[: labels.index(own.grade)] if own.grade in labels else ()
    for grade in reversed(higher):
        line = _line(grading, grade, own)
        if line is None:
            yield f"{grade.label.zh}按名额评定，名额之内没有入选。"
        elif line > (own.total or 0):
            lacking = (line - (own.total or 0)).quantize(Decimal("0.01"), ROUND_UP)
            yield f"距{grade.label.zh}的分数线差{points_words(lacking)}分。"
        else:
            yield f"已达到{grade.label.zh}的分数线，名额之内没有入选。"


def _line(grading: Grading, grade: Grade, own: Scored) -> Decimal | None:
    if grade.from_ is None:
        return None
    line = Decimal(grade.from_) / SCALE
    return line if grading.of == "points" else line * own.full / 100


def _tasks(computed: Computed, own: Scored, known: Known) -> Iterator[Block]:
    for each in known.tasks:
        if each.unit == own.key:
            yield paragraph(
                f"{computed.label(each.code)}：{each.text}（{day(each.due_on)}前完成）。"
            )
