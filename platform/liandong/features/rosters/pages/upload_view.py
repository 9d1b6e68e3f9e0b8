"""What becomes of each row of a table, before anything is accepted; pure."""

from collections.abc import Sequence
from uuid import uuid4

from liandong.features.rosters.pages.roster_view import Plain
from liandong.features.rosters.pages.row_form import inline_fields, row_buttons
from liandong.features.rosters.service.heads import suffixed
from liandong.features.rosters.service.judging import Absent, Judged
from liandong.features.rosters.service.uploads import Preview
from liandong.web.languages import language, say

_TONES = {"failed": "red", "new": "green", "changed": "blue", "same": "", "out": ""}
#: So many rows stand on the page; those that need a look come first.
_MOST = 200
_SHOWN = ("failed", "check", "all")
_PERSON = ("seat", "person", "title", "phone")


def upload_page(preview: Preview, shown: str, base: str, token: str) -> Plain:
    """Return the verdicts on a table, what it would change, and the forms that decide on it."""
    here, outcome = f"{base}/uploads/{preview.upload.id}", preview.outcome
    hidden = {"form_token": token, "etag": str(preview.version)}
    ways = {
        "failed": list(outcome.failed),
        "check": [each for each in outcome.rows if each.notes and each.verdict != "failed"],
        "all": list(outcome.rows),
    }
    usual = next(way for way in _SHOWN if ways[way] or way == "all")
    way = shown if shown in ways else usual
    n_failed = len(outcome.failed)
    return {
        "breadcrumb": [
            {"label": say("单位名册"), "href": base},
            {"label": preview.upload.name, "href": None},
        ],
        "title": say("核对名册：{name}", name=preview.upload.name),
        "sentence": _sentence(preview),
        "action": here,
        "hidden": hidden,
        "counts": _counts(outcome.counts),
        "accept": {
            "hidden": {**hidden, "idempotency_key": str(uuid4())},
            "button": _accept(n_failed),
        },
        "put_aside": [{"label": say("作废这份名册"), "name": "step", "value": "put_aside"}],
        "leave_out": {
            "label": say("有错误的 {n} 行都不导入", n=n_failed),
            "name": "step",
            "value": "leave_out",
        }
        if n_failed
        else None,
        "refused_href": f"{here}/refused" if n_failed else None,
        "segments": [
            {
                "label": label,
                "href": f"{here}?show={key}",
                "current": key == way,
                "count": len(ways[key]),
            }
            for key, label in zip(_SHOWN, _labels(), strict=True)
        ],
        "rows": [_row(preview, each, here) for each in ways[way][:_MOST]],
        "more": say("这里只列前 {n} 行。", n=_MOST) if len(ways[way]) > _MOST else "",
        "changes": _changes(preview),
        "people": _absent("ending", say("表里没有写、到任为止的人"), outcome.people),
        "units": _absent("leaving", say("离开名册的单位"), outcome.units),
        "aside": _aside(preview),
    }


def _sentence(preview: Preview) -> str:
    n = len(preview.outcome.rows)
    failed = len(preview.outcome.failed)
    if failed:
        return say("还没有接受。共 {n} 行，{failed} 行要改，其余已就绪。", n=n, failed=failed)
    if not preview.outcome.changes:
        return say("共 {n} 行，和名册一样，没有变化。", n=n)
    changes = len(preview.outcome.changes)
    return say("还没有接受。共 {n} 行，都已就绪，有 {changes} 处变化。", n=n, changes=changes)


def _accept(n_failed: int) -> Plain:
    button: Plain = {"label": say("接受整份名册"), "name": "step", "value": "accept"}
    if n_failed:
        why = say("还有 {n} 行要改，或者选不导入", n=n_failed)
        return {**button, "disabled": True, "why": why}
    return {**button, "primary": True}


def _labels() -> tuple[str, str, str]:
    return say("有错误"), say("请核对"), say("全部")


def _words() -> dict[str, str]:
    return {
        "failed": say("有错误"),
        "new": say("新单位"),
        "changed": say("有变化"),
        "same": say("没有变化"),
        "out": say("不导入"),
    }


def _counts(counts: dict[str, int]) -> list[Plain]:
    words = _words()
    return [
        {"tone": _TONES[key], "label": say("{what} {n} 行", what=words[key], n=n)}
        for key, n in counts.items()
        if n
    ]


def _row(preview: Preview, judged: Judged, here: str) -> Plain:
    number, cells = judged.row.number, judged.row.cells
    names = {unit["key"]: unit["name"] for unit in preview.outcome.roster["units"]}
    known = names.get(judged.unit, "")
    people = [
        " ".join(cells[key] for key in (suffixed(part, each) for part in _PERSON) if key in cells)
        for each in range(1, judged.row.people() + 1)
    ]
    return {
        "number": number,
        "name": cells.get("name", "—"),
        "known": say(known) if known and known != cells.get("name") else "",
        "people": [each for each in people if each],
        "badge": {"tone": _TONES[judged.verdict], "label": _words()[judged.verdict]},
        "wrong": [each.words.pick(language()) for each in judged.wrong],
        "notes": [each.pick(language()) for each in judged.notes],
        "changes": [each.words.pick(language()) for each in judged.changes],
        "href": f"{here}/rows/{number}",
        "fields": inline_fields(preview, judged),
        "unit_before": judged.row.unit,
        "buttons": row_buttons(),
    }


def _changes(preview: Preview) -> list[Plain]:
    before = {u["key"]: u["name"] for u in preview.stated.files["roster"]["units"]}
    names = before | {u["key"]: u["name"] for u in preview.outcome.roster["units"]}
    marks = {"unit_added": "+", "seat_begun": "+", "unit_left": "－", "seat_ended": "－"}
    return [
        {
            "mark": marks.get(each.what, say("改")),
            "unit": say(names[each.unit]),
            "text": each.words.pick(language()),
        }
        for each in preview.outcome.changes
    ]


def _absent(name: str, label: str, listed: Sequence[Absent]) -> Plain | None:
    if not listed:
        return None
    return {
        "name": name,
        "label": label,
        "kind": "checks",
        "many": True,
        "required": False,
        "value": [each.key for each in listed if each.leaves],
        "choices": [{"value": each.key, "label": each.words} for each in listed],
    }


def _aside(preview: Preview) -> list[str]:
    lines = [say("第 {n} 行：{text}", n=n, text=text) for n, text in preview.upload.aside]
    unused = say("、").join(preview.upload.unused)
    return [*([say("没有用到的列：{names}", names=unused)] if unused else []), *lines]
