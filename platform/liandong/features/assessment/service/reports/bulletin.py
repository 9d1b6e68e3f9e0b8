"""The bulletin (通报): who came where, what was good, what was lost, who puts right what."""

from collections.abc import Iterator
from decimal import Decimal

from liandong.features.assessment.service.reports.facts import Known, Paper, Task
from liandong.features.assessment.service.reports.letters import (
    Block,
    day,
    letter,
    paragraph,
    subheading,
    table,
)
from liandong.features.assessment.service.reports.reading import (
    Computed,
    Plain,
    Scored,
    doubt,
    mean,
    points_words,
    read,
)
from liandong.features.documents.service import Letter

_NAMED = 3
_SHOWN_DIGEST = 16


def bulletin(content: Plain, known: Known, paper: Paper) -> Letter:
    """Return the bulletin of a result.

    Args:
        content: What `editions.computed` returned.
        known: The round, and the tasks that the units were given.
        paper: Who issues it, with which number and day.

    Raises:
        UnscorableError: The scheme of the result is none by which units can be scored.
    """
    computed = read(content)
    return letter(
        paper,
        f"关于{known.title}情况的通报",
        _opening(computed, known),
        [
            ("总体情况", [*_overall(computed)]),
            ("考核名次", [*_ranking(computed, doubt(content))]),
            ("做得好的方面", [*_good(computed)]),
            ("失分较多的事项", [*_lost(computed)]),
            ("整改要求", [*_tasks(computed, known.tasks)]),
            ("结果的依据", [*_ground(known)]),
        ],
        is_demo=computed.scheme.is_demo,
    )


def _opening(computed: Computed, known: Known) -> str:
    scheme = computed.scheme
    return (
        f"根据{known.basis}，按照《{scheme.title.zh}》（{scheme.edition}），对{len(computed.units)}个单位"
        f"{day(known.days.since)}至{day(known.days.until)}的工作进行了考核。现将结果通报如下。"
    )


def _overall(computed: Computed) -> Iterator[Block]:
    for label, members in computed.groups():
        ranked = [each for each in members if each.total is not None]
        totals = [each.total for each in ranked if each.total is not None]
        words = f"{label}：{len(members)}个单位"
        if totals:
            words += (
                f"，平均{points_words(mean(totals))}分，最高{points_words(max(totals))}分，"
                f"最低{points_words(min(totals))}分"
            )
        yield paragraph(f"{words}{_grades(ranked)}{_unranked(members)}。")


def _grades(ranked: list[Scored]) -> str:
    graded = [each.grade for each in ranked if each.result["grade"]]
    counts = [f"{name}{graded.count(name)}个" for name in dict.fromkeys(graded)]
    return f"；{'、'.join(counts)}" if counts else ""


def _unranked(members: list[Scored]) -> str:
    names = [each.name for each in members if each.total is None]
    return f"；{'、'.join(names)}有事项未评，不排名次" if names else ""


def _ranking(computed: Computed, said: str) -> Iterator[Block]:
    for label, members in computed.groups():
        yield subheading(label)
        head, widths = ["名次", "单位", "得分", "满分", "等次"], [3, 12, 5, 5, 5]
        rows = [
            [e.rank, e.name, points_words(e.total), points_words(e.full), e.grade] for e in members
        ]
        if said:
            head.insert(1, "名次区间")
            widths = [3, 5, 10, 4, 4, 4]
            for row, each in zip(rows, members, strict=True):
                row.insert(1, each.ends)
        yield table(head, rows, widths, words=(head.index("单位"),))
    if said:
        yield paragraph(f"{said}区间相交的单位，先后不宜看作实在的高低。")


def _good(computed: Computed) -> Iterator[Block]:
    for label, members in computed.groups():
        first = [each.name for each in members if each.rank == "1"]
        if first:
            yield paragraph(f"{label}：{'、'.join(first)}名列第一。")
    perfect = [code for code, rate in _rates(computed).items() if rate == 1]
    if perfect:
        yield paragraph(f"各单位都得满分的事项：{'、'.join(map(computed.label, perfect))}。")


def _lost(computed: Computed) -> Iterator[Block]:
    rates = {code: rate for code, rate in _rates(computed).items() if rate < 1}
    for code in sorted(rates, key=lambda each: rates[each])[:_NAMED]:
        losers = [each for each in computed.units if each.lost(code)]
        share = f"{points_words(rates[code] * 100)}%"
        yield paragraph(
            f"{computed.label(code)}：平均得分率{share}，{len(losers)}个单位失分"
            f"（{'、'.join(each.name for each in losers)}）。"
        )


def _rates(computed: Computed) -> dict[str, Decimal]:
    """Return the share of the points of each item that all who were scored got together."""
    found = {}
    for item in computed.scheme.items:
        scored = [each for each in computed.units if each.points(item.code) is not None]
        full = sum((Decimal(e.result["places"][item.code]["full"]) for e in scored), Decimal(0))
        if full:
            points = sum((e.points(item.code) or Decimal(0) for e in scored), Decimal(0))
            found[item.code] = points / full
    return found


def _tasks(computed: Computed, tasks: tuple[Task, ...]) -> Iterator[Block]:
    names = {each.key: each.name for each in computed.units}
    if not tasks:
        return
    yield paragraph("下列单位按期整改并报送结果，由考核单位逐项核验。")
    yield table(
        ("单位", "事项", "整改内容", "期限"),
        [
            (names[e.unit], computed.label(e.code) or "全部工作", e.text, day(e.due_on))
            for e in tasks
        ],
        (6, 7, 11, 8),
        words=(0, 1, 2),
    )


def _ground(known: Known) -> Iterator[Block]:
    appeals = [each for each in known.appeals if each.outcome]
    if appeals:
        changed = sum(bool(each.new) for each in appeals)
        yield paragraph(f"复核申诉{len(appeals)}项，其中{changed}项改了得分。")
    if known.edition is not None:
        yield paragraph(
            f"本通报依据第{known.edition}版考核结果，其校验值（SHA-256）前{_SHOWN_DIGEST}位为"
            f"{known.digest[:_SHOWN_DIGEST]}，可据以重新计算。各单位的逐项得分和依据见单位报告。"
        )
