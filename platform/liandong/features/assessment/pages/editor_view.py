"""考核方案: the editions of the county, what each changed, and the editor of one; pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from liandong.features.assessment.models import AssessmentScheme
from liandong.features.assessment.pages.wording import day_text
from liandong.features.assessment.service.editing import COLUMNS, Row, code_at, place_of
from liandong.features.assessment.service.replacing import Change, Fallen, change
from liandong.kernel.errors import Problem
from liandong.scoring.rule_words import rule_in_words
from liandong.web.languages import language, say

Plain = dict[str, Any]


def schemes_page(
    schemes: Sequence[AssessmentScheme],
    used: Mapping[Any, str],
    shipped: Iterable[tuple[str, str]],
    base: str,
    hidden: Mapping[str, str],
    problems: Sequence[str] = (),
) -> Plain:
    """Return the editions, the newest first, and where others come from.

    Args:
        schemes: Of the county.
        used: Titles of rounds by the edition that they run by.
        shipped: Schemes that come with the product, key and title.
        base: Where the pages of the assessment begin.
        hidden: What every form carries.
        problems: Why an upload was refused, each in a line.
    """
    return {
        "title": say("考核方案"),
        "sentence": say("{n} 个版次。版次一经保存不再改，改动存为新的版次。", n=len(schemes)),
        "breadcrumb": [
            {"label": say("考核"), "href": base},
            {"label": say("考核方案"), "href": None},
        ],
        "problems": [*problems],
        "hidden": dict(hidden),
        "upload": f"{base}/schemes/upload",
        "take": f"{base}/schemes/take",
        "shipped": [{"key": key, "label": title} for key, title in shipped],
        "rows": [_edition(each, schemes, used, base) for each in schemes],
    }


def _edition(
    each: AssessmentScheme,
    schemes: Sequence[AssessmentScheme],
    used: Mapping[Any, str],
    base: str,
) -> Plain:
    older = [e for e in schemes if e.key == each.key and e.stated_at < each.stated_at]
    before = max(older, key=lambda e: e.stated_at, default=None)
    href = f"{base}/schemes/{each.id}"
    return {
        "title": each.title,
        "edition": each.edition,
        "year": each.year,
        "href": href,
        "by": f"{each.stated_by.get('name', '')} {day_text(each.stated_at.date())}".strip(),
        "used": used.get(each.id, ""),
        "changed": "" if before is None else change_words(change(before.content, each.content)),
        "yaml": f"{href}.yaml",
        "xlsx": f"{href}.xlsx",
        "edit": f"{href}/edit",
    }


def change_words(found: Change) -> str:
    """Return in words how an edition differs from the one before."""
    parts = []
    if found.added:
        parts.append(say("新增 {codes}", codes=say("、").join(found.added)))
    if found.gone:
        parts.append(say("取消 {codes}", codes=say("、").join(found.gone)))
    for code, before, after in found.points:
        parts.append(say("{code} {before} → {after} 分", code=code, before=before, after=after))
    if found.rules:
        parts.append(say("规则有改动：{codes}", codes=say("、").join(found.rules)))
    if found.labels:
        parts.append(say("名称有改动：{codes}", codes=say("、").join(found.labels)))
    return say("；").join(parts) or say("没有改动")


def editor_page(
    scheme: AssessmentScheme,
    head: Mapping[str, str],
    rows: Sequence[Row],
    gone: Collection[str],
    added: Mapping[str, str],
    judged: tuple[Mapping[str, Any], Sequence[Problem], Sequence[Problem]],
    base: str,
    hidden: Mapping[str, str],
) -> Plain:
    """Return the editor of an edition with what was typed and what was found in it.

    Args:
        scheme: The edition that is edited.
        head: Title, edition and reason as typed.
        rows: Every place as typed.
        gone: Codes that are to be left out.
        added: The new item as typed.
        judged: The scheme as it would be, what forbids it, and what is to be looked at.
        base: Where the pages of the assessment begin.
        hidden: What every form carries.
    """
    raw, problems, remarks = judged
    wrong: dict[str, list[str]] = {}
    for each in problems:
        code = code_at(raw, each.where) or each.where
        wrong.setdefault(code, []).append(_words(each))
    codes = {row.code for row in rows}
    href = f"{base}/schemes/{scheme.id}"
    return {
        "title": say("修改：{title}", title=scheme.title),
        "sentence": say("从第 {edition} 版改起，存为新的版次。", edition=scheme.edition),
        "breadcrumb": [
            {"label": say("考核方案"), "href": f"{base}/schemes"},
            {"label": scheme.title, "href": href},
            {"label": say("修改"), "href": None},
        ],
        "action": f"{href}/edit",
        "hidden": dict(hidden),
        "head": dict(head),
        "problems": [
            {"code": code if code in codes else None, "text": f"{code}：{text}"}
            for code, texts in wrong.items()
            for text in texts
        ],
        "remarks": [f"{code_at(raw, each.where)}：{_words(each)}" for each in remarks],
        "columns": [*COLUMNS],
        "rows": [_row(row, raw, gone, wrong.get(row.code, [])) for row in rows],
        "blocks": [
            {"value": row.code, "label": f"{row.code} {row.values['label']}"}
            for row in rows
            if row.is_block
        ],
        "added": dict(added),
    }


def _row(row: Row, raw: Mapping[str, Any], gone: Collection[str], errors: list[str]) -> Plain:
    place = place_of(raw, row.code)
    words = "" if place is None or row.is_block else rule_in_words(place)
    return {
        "code": row.code,
        "depth": row.depth,
        "is_block": row.is_block,
        "values": dict(row.values),
        "rule": row.rule,
        "words": words,
        "gone": row.code in gone,
        "errors": errors,
    }


def _words(problem: Problem) -> str:
    return problem.message_en if language() == "en" else problem.message_zh


def fallen_words(found: Fallen) -> str:
    """Return in words what has no place any more."""
    parts = [say("{code} 的自评 {n} 份", code=c, n=n) for c, n in found.statements.items()]
    parts += [say("{code} 的日常登记 {n} 条", code=c, n=n) for c, n in found.deductions.items()]
    return say("；").join(parts) or say("没有")
