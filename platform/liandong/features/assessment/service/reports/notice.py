"""The notice (考核通知): who is assessed, by what, on which days, and what a unit has to do."""

from collections.abc import Iterator, Mapping, Sequence

from liandong.features.assessment.service.reports.facts import Days, Known, Paper
from liandong.features.assessment.service.reports.letters import (
    Block,
    day,
    letter,
    paragraph,
    subheading,
    table,
    text,
)
from liandong.features.assessment.service.reports.reading import Plain
from liandong.features.documents.service import Items, Letter
from liandong.scoring.editions import scorable, unit_of
from liandong.scoring.fixed import shown
from liandong.scoring.scheme import Grading, Scheme, Sheet


def notice(raw: Plain, units: Sequence[Plain], known: Known, paper: Paper) -> Letter:
    """Return the notice of a round.

    Args:
        raw: The scheme as stated.
        units: Who is assessed, each with key, name, kind and roles.
        known: The round with its days.
        paper: Who issues it, with which number and day.

    Raises:
        UnscorableError: Something in the scheme is wrong, or still to be entered.
    """
    scheme = scorable(raw)
    return letter(
        paper,
        f"关于开展{known.title}的通知",
        f"根据{known.basis}，决定开展{known.title}。现将有关事项通知如下。",
        [
            ("考核对象", [*_groups(scheme, units)]),
            ("考核内容", [*_sheets(scheme)]),
            ("时间安排", [_days(known.days)]),
            ("等次", [*_grades(scheme.grading)]),
            ("有关要求", [_duties(known.days)]),
        ],
        is_demo=scheme.is_demo,
    )


def _groups(scheme: Scheme, units: Sequence[Plain]) -> Iterator[Block]:
    names: dict[str, list[str]] = {}
    for each in units:
        unit = unit_of(each)
        if scheme.sheet_of(unit) is not None:
            labels = [group.label.zh for group in scheme.groups_of(unit)] or ["全部单位"]
            names.setdefault(labels[0], []).append(each["name"])
    for label, members in names.items():
        yield paragraph(f"{label}（{len(members)}个）：{'、'.join(members)}。")
    yield paragraph("名次只在同一组内排列。")


def _sheets(scheme: Scheme) -> Iterator[Block]:
    yield paragraph(f"按照《{scheme.title.zh}》（{scheme.edition}）考核，逐项计分的标准见方案。")
    for sheet in scheme.sheets:
        yield subheading(f"{sheet.root.label.zh}（{shown(sheet.root.worth())}分）")
        yield table(("编号", "事项", "分值", "计分来源"), _items(sheet), (4, 16, 4, 8), words=(1,))


def _items(sheet: Sheet) -> Iterator[tuple[str, str, str, str]]:
    for item in sheet.root.leaves():
        kinds = {source.kind for _, source in item.inputs}
        by = [words for kind, words in _SOURCES.items() if kind in kinds]
        points = "加减分" if not item.worth() else shown(item.worth())
        yield item.code, item.label.zh, points, "、".join(dict.fromkeys(by))


_SOURCES: Mapping[str, str] = {
    "metric": "平台记录",
    "statement": "单位自评",
    "judged": "评分人评定",
    "deductions": "日常记录",
    "ballots": "满意度测评",
    "upstream": "上级结果",
    "previous": "上年结果",
    "fact": "核定事实",
}


def _days(days: Days) -> Items:
    said = (
        f"考核期间：{day(days.since)}至{day(days.until)}。",
        f"自评和报送材料：{day(days.self_until)}截止。",
        f"数据冻结：{day(days.freeze_on)}。此后发生和补录的事项不计入本次考核。",
        f"评分：{day(days.score_until)}前完成。",
        f"申诉：初步结果公布后{days.appeal_days}个工作日内，公布当日不计。",
    )
    return Items(tuple(map(text, said)))


def _grades(grading: Grading) -> Iterator[Block]:
    if grading.by_decision:
        yield paragraph("等次由考核领导机构审定。")
        return
    said = []
    for grade in grading.grades:
        unit = "分" if grading.of == "points" else "%"
        terms = (
            [f"{'得分' if unit == '分' else '得分率'}不低于{shown(grade.from_)}{unit}"]
            if grade.from_ is not None
            else []
        )
        terms += [f"不超过本组的{shown(grade.share)}%"] if grade.share is not None else []
        terms += [f"每组不超过{grade.at_most}个"] if grade.at_most is not None else []
        said.append(f"{grade.label.zh}：{'，'.join(terms) or '其余单位'}")
    if said:
        yield paragraph(f"{'；'.join(said)}。")


def _duties(days: Days) -> Items:
    said = (
        "平台已有的文书、记录直接选用，不重复上传；由平台记录计分的事项不需另报材料。",
        f"材料报送到{day(min(days.self_until, days.freeze_on))}为止，此后不再接收。",
        "评分人不评本单位和有隶属关系的单位；与所评单位有利害关系的，应当回避。",
        "对得分有异议的，逐项申诉，写明理由和依据；调整前后的得分一并保留。",
    )
    return Items(tuple(map(text, said)))
