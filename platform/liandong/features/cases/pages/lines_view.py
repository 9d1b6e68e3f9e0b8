"""The page of a table's lines, and its card on the case's page; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from liandong.features.cases.pages.fact_words import value_words
from liandong.features.cases.pages.words import Plain, Setting, case_href, day_words
from liandong.features.cases.service import CasePicture
from liandong.features.cases.service.line_listing import Listed, SeenLine, Wanted
from liandong.mechanisms import Table
from liandong.web.languages import say

#: So many columns stand in the table; the rest is in the workbook, and below each line.
_COLUMNS = 8


@dataclass(frozen=True)
class Shown:
    """A page of lines, for a reader who may enter some or not."""

    picture: CasePicture
    table: Table
    wanted: Wanted
    listed: Listed
    may_enter: bool
    pending: int = 0


def lines_page(shown: Shown, form_token: str, setting: Setting) -> Plain:
    """Return the page of a table's lines."""
    case, table, listed = shown.picture.case, shown.table, shown.listed
    label, here = say(table.label), _here(shown, setting)
    columns = table.fields[:_COLUMNS]
    return {
        "breadcrumb": [
            {"label": case.title, "href": case_href(setting.base, case)},
            {"label": label, "href": None},
        ],
        "title": label,
        "sentence": say("{title}，共 {n} 行", title=case.title, n=listed.total),
        "pending": _pending(shown, setting) if shown.pending else None,
        "actions": [*_actions(shown, here)],
        "upload": _upload(here, form_token) if shown.may_enter else None,
        "segments": _segments(shown, here),
        "search": {
            "action": here,
            "value": shown.wanted.word,
            "hidden": {"show": shown.wanted.shown},
            "clear_href": here if shown.wanted.word else None,
        },
        "head": [say(field.label) for field in columns],
        "rows": [_row(line, shown, here, setting) for line in listed.lines],
        "pager": _pager(shown, here),
        "empty": None if listed.lines else _empty(shown),
    }


def cards_of(
    tables: list[tuple[Table, int, bool, int]], picture: CasePicture, setting: Setting
) -> Plain | None:
    """Return the card of the tables on the case's page; None where the mechanism has none."""
    if not tables:
        return None
    base = case_href(setting.base, picture.case)
    rows = []
    for table, n, may_enter, pending in tables:
        here = f"{base}/lines/{table.key}"
        href = here if not may_enter else f"{here}#upload"
        note = say("上传 Excel，或者逐行填写") if may_enter else say("逐行查看，可以导出 Excel")
        badge = {"tone": "", "label": say("{n} 行", n=n)}
        if pending:
            label = say("{n} 行改动还没有报送", n=pending)
            badge = {"tone": "amber", "icon": "alert-triangle", "label": label}
        rows.append({"title": say(table.label), "href": href, "note": note, "badge": badge})
    return {"title": say("逐案信息"), "note": "", "rows": rows}


def _here(shown: Shown, setting: Setting) -> str:
    return f"{case_href(setting.base, shown.picture.case)}/lines/{shown.table.key}"


def _actions(shown: Shown, here: str) -> Iterator[Plain]:
    if shown.may_enter:
        yield {"label": say("加一行"), "href": f"{here}/line", "icon": "plus"}
        yield {"label": say("下载模板"), "href": f"{here}/template", "icon": "file-text"}
    href = f"{here}/export?{_query(shown)}"
    yield {"label": say("导出 Excel"), "href": href, "icon": "download"}


def _upload(here: str, form_token: str) -> Plain:
    return {
        "action": f"{here}/upload",
        "hidden": {"form_token": form_token},
        "label": say("Excel 或者 CSV 文件"),
        "help": say("先看每一行的结果，再决定导入；同一案件再传一次就是更正。"),
        "sending": say("正在上传"),
        "checking": say("已上传，正在逐行核对"),
    }


def _segments(shown: Shown, here: str) -> list[Plain]:
    labels = {"all": say("全部"), "marked": say("有提示"), "earlier": say("以前报过")}
    labels |= {"pending": say("还没有报送")} if shown.pending else {}
    labels |= {"struck": say("已删去")} if shown.may_enter else {}
    word = {"q": shown.wanted.word} if shown.wanted.word else {}
    return [
        {
            "label": label,
            "href": f"{here}?{urlencode({'show': key, **word})}",
            "current": key == shown.wanted.shown,
        }
        for key, label in labels.items()
    ]


def _row(line: SeenLine, shown: Shown, here: str, setting: Setting) -> Plain:
    fields = shown.table.fields
    cells = [_cell(field, line.content.get(field.key), setting) for field in fields]
    rest = [
        say("{label}：{value}", label=say(field.label), value=cell)
        for field, cell in zip(fields[_COLUMNS:], cells[_COLUMNS:], strict=True)
        if cell
    ]
    return {
        "number": line.number,
        "href": f"{here}/line?number={line.number}" if _may_correct(shown) else None,
        "annotate_href": _annotate(line, shown, setting),
        "cells": cells[:_COLUMNS],
        "rest": [*rest, *_earlier(line, shown, setting)],
        "hints": [*_hints(line, setting)],
        "last_days": [*_last_days(line, setting)],
    }


def _may_correct(shown: Shown) -> bool:
    return shown.may_enter and shown.wanted.shown != "struck"


def _earlier(line: SeenLine, shown: Shown, setting: Setting) -> Iterator[str]:
    """Yield what a line held before, as far as it was something else."""
    after = line.content
    for before in line.earlier:
        for field in shown.table.fields:
            was, became = before.get(field.key), after.get(field.key)
            if was != became:
                value = _cell(field, was, setting) or say("没有填")
                yield say("更正前，{label}：{value}", label=say(field.label), value=value)
        after = before


def _cell(field: Any, value: Any, setting: Setting) -> str:
    return "" if value in (None, "", []) else value_words(field, value, setting)


def _annotate(line: SeenLine, shown: Shown, setting: Setting) -> str | None:
    """Return where somebody who may note something of lines does so, with the line filled in."""
    offers = {
        (offer.row_type.key, offer.transition.key)
        for offer in shown.picture.offers
        if offer.row_type and offer.transition.creates and offer.refusal is None
        and {"of_table", "line_number"} <= {field.key for field in offer.inputs}
    }  # fmt: skip
    for row, move in sorted(offers):
        said = {
            "act": f"{row}:{move}:new",
            "row.new.of_table": shown.table.key,
            "row.new.line_number": str(line.number),
        }
        return f"{case_href(setting.base, shown.picture.case)}?{urlencode(said)}#panel"
    return None


def _pending(shown: Shown, setting: Setting) -> Plain:
    """Return what is to be said of lines that others do not see yet."""
    text = say("有 {n} 行在报送以后改过，别的单位还看不到。", n=shown.pending)
    link = {"label": say("回到案件办理报送"), "href": case_href(setting.base, shown.picture.case)}
    return {"tone": "amber", "title": say("还没有报送"), "text": text, "link": link}


def _hints(line: SeenLine, setting: Setting) -> Iterator[str]:
    if line.is_pending:
        yield say("报送以后改过，还没有报送")
    for day in line.days:
        if day.is_past and day.done_on is not None and day.clock.done is not None:
            yield say(
                "提示：{label}是{done}，按{limit}算到{last}",
                label=say(day.clock.done.label),
                done=day_words(day.done_on, setting.today),
                limit=day.clock.limit.id,
                last=day_words(day.on, setting.today),
            )
    if line.before is not None:
        yield say("以前报过：{title}第 {n} 行", title=line.before.title, n=line.before.number)
    if line.hidden:
        yield say("涉及未成年人或者秘密，姓名不全显示")


def _last_days(line: SeenLine, setting: Setting) -> Iterator[str]:
    for day in line.days:
        if not day.is_past and day.done_on is None:
            matter = say(day.clock.limit.matter)
            yield say("{matter}：{day}", matter=matter, day=day_words(day.on, setting.today))


def _query(shown: Shown) -> str:
    wanted = shown.wanted
    said = {"show": wanted.shown, "q": wanted.word}
    return urlencode({key: value for key, value in said.items() if value})


def _pager(shown: Shown, here: str) -> Plain:
    following = shown.listed.after
    return {
        "total_label": say("共 {n} 行", n=shown.listed.total),
        "page_label": "",
        "previous": f"{here}?{_query(shown)}" if shown.wanted.after else None,
        "next": f"{here}?{_query(shown)}&after={following}" if following else None,
    }


def _empty(shown: Shown) -> Plain:
    if shown.wanted.word or shown.wanted.shown != "all":
        return {"icon": "list-check", "title": say("没有这样的行"), "text": "", "link": None}
    text = say("上传 Excel，或者逐行填写。本月没有案件的，回到月报办“零报告”。")
    return {
        "icon": "file-text",
        "title": say("还没有一行"),
        "text": text if shown.may_enter else "",
        "link": None,
    }
