"""What becomes of the rows of a file, before it is taken in; pure."""

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import uuid4

from liandong.features.cases.pages.line_reading import COLUMN
from liandong.features.cases.pages.words import Plain, Setting, case_href
from liandong.features.cases.service import CasePicture
from liandong.features.cases.service.line_books import reason_of
from liandong.features.cases.service.line_checking import Judged
from liandong.features.cases.service.line_uploads import Reading
from liandong.web.languages import language, say

#: So many rows that are not taken stand on the page; the workbook has them all.
_MOST = 100
_TONES = {"new": "green", "changed": "blue", "refused": "red", "twice": "amber", "earlier": "amber"}


def check_page(
    picture: CasePicture,
    reading: Reading,
    mapping: Mapping[str, str],
    form_token: str,
    setting: Setting,
) -> Plain:
    """Return the verdicts on a file, and the form that takes it in."""
    here = _here(picture, reading, setting)
    counts = reading.checked.counts if reading.checked else {}
    left = reading.checked.of("refused", "twice", "earlier") if reading.checked else ()
    taken = counts.get("new", 0) + counts.get("changed", 0)
    query = urlencode({COLUMN + heading: key for heading, key in mapping.items()})
    columns = urlencode({**{COLUMN + h: k for h, k in mapping.items()}, "columns": "1"})
    return {
        "breadcrumb": _crumbs(picture, reading, setting),
        "title": say("核对结果：{name}", name=reading.file.name),
        "sentence": say("还没有导入。共 {n} 行，可以导入 {taken} 行。", n=sum(counts.values()),
                        taken=taken),
        "counts": _counts(counts),
        "columns": {"label": say("改列的对应关系"), "href": f"{here}?{columns}"},
        "rows": [_row(each) for each in left[:_MOST]],
        "more": _more(len(left)),
        "refused_href": f"{here}/refused?{query}" if left else None,
        "form": {
            "action": here,
            "hidden": {
                "form_token": form_token,
                "idempotency_key": str(uuid4()),
                "etag": str(picture.course.version),
                **{COLUMN + heading: key for heading, key in mapping.items()},
            },
            "fields": _again(counts),
            "buttons": _buttons(taken, counts.get("earlier", 0)),
        },
        "back": {"label": say("不导入，改好再传"), "href": here.rpartition("/check/")[0]},
    }  # fmt: skip


def _more(left: int) -> str:
    return say("这里只列前 {n} 行，全部在下面的文件里。", n=_MOST) if left > _MOST else ""


def mapping_page(picture: CasePicture, reading: Reading, setting: Setting) -> Plain:
    """Return the form that says what each column of a file holds; it is remembered for the unit."""
    here, table, sheet = _here(picture, reading, setting), reading.table, reading.sheet
    held = {sheet.head[at]: key for key, at in sheet.columns.items()}
    choices = [
        {"value": f.key, "label": say(f.label) + (" *" if f.required else "")} for f in table.fields
    ]
    missing = say("、").join(say(field.label) for field in sheet.missing(table))
    fields = [
        {
            "name": COLUMN + heading,
            "label": heading,
            "kind": "choice",
            "value": held.get(heading, ""),
            "choices": [*choices, {"value": "-", "label": say("不导入这一列")}],
            "required": False,
            "help": None,
            "errors": [],
        }
        for heading in dict.fromkeys(each for each in sheet.head if each)
    ]
    title = say("各列是什么：{name}", name=reading.file.name)
    return {
        "breadcrumb": _crumbs(picture, reading, setting),
        "title": title,
        "sentence": say("没有认出这些必填的列：{columns}。选好以后，本单位下次不用再选。",
                        columns=missing) if missing else say("选好以后，本单位下次不用再选。"),
        "form": {
            "action": here,
            "method": "get",
            "upload": False,
            "hidden": {},
            "error_title": "",
            "errors": [],
            "sections": [{"heading": say("文件里的列"), "fields": fields}],
            "buttons": [{"label": say("核对"), "primary": True}],
        },
    }  # fmt: skip


def _here(picture: CasePicture, reading: Reading, setting: Setting) -> str:
    case = case_href(setting.base, picture.case)
    return f"{case}/lines/{reading.table.key}/check/{reading.file.id}"


def _crumbs(picture: CasePicture, reading: Reading, setting: Setting) -> list[Plain]:
    case = case_href(setting.base, picture.case)
    return [
        {"label": picture.case.title, "href": case},
        {"label": say(reading.table.label), "href": f"{case}/lines/{reading.table.key}"},
        {"label": say("核对结果"), "href": None},
    ]


def _counts(counts: Mapping[str, int]) -> list[Plain]:
    labels = {
        "new": say("新增"),
        "changed": say("更正"),
        "same": say("没有变化"),
        "twice": say("本文件重复"),
        "earlier": say("以前报过"),
        "refused": say("有错误"),
    }
    return [
        {
            "tone": _TONES.get(key, ""),
            "label": say("{what} {n} 行", what=label, n=counts.get(key, 0)),
        }
        for key, label in labels.items()
        if counts.get(key, 0)
    ]


def _row(row: Judged) -> Plain:
    is_english = language().startswith("en")
    named = [str(value) for value in list(row.content.values())[:2]]
    return {
        "number": row.number,
        "tone": _TONES[row.verdict],
        "what": say("，").join(named),
        "reason": reason_of(row, english=is_english),
    }


def _again(counts: Mapping[str, int]) -> list[Plain]:
    n = counts.get("earlier", 0)
    if not n:
        return []
    label = say("以前月份报过的 {n} 行也再报一次", n=n)
    return [{"name": "again", "label": label, "kind": "boolean", "value": "", "required": False}]


def _buttons(taken: int, earlier: int) -> list[Plain]:
    if not taken and not earlier:
        return []
    label = say("导入这 {n} 行", n=taken) if taken else say("导入")
    return [{"label": label, "name": "step", "value": "accept", "primary": True}]
