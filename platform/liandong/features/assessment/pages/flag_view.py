"""异常提示和负担: what looks odd and what was said of it; what each unit had to do; pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from liandong.features.assessment.pages.form_view import Problems, field, item_words, marked
from liandong.features.assessment.pages.inspection_view import crumbs
from liandong.features.assessment.pages.wording import day_text
from liandong.features.assessment.service.burden import Burden, burdens, heaviest
from liandong.features.assessment.service.flags import SeenFlag
from liandong.features.assessment.service.standing import Said, Standing, day_of
from liandong.features.assessment.service.viewing import Sight
from liandong.web.languages import language, say

Plain = dict[str, Any]
KINDS = {
    "closings": "突击办结",
    "backdated": "集中补录",
    "copies": "雷同文书",
    "files": "重复佐证",
}
STATES = {
    "": ("待判断", "amber"),
    "asked": ("请单位说明", "blue"),
    "founded": ("成立", "red"),
    "unfounded": ("不成立", "green"),
}
_OPEN = frozenset({"frozen", "preliminary", "reviewed"})


def flags_page(
    sight: Sight,
    seen: Sequence[SeenFlag],
    base: str,
    tenant: str,
    hidden: Mapping[str, str],
    typed: Mapping[str, str],
    problems: Problems,
) -> Plain:
    """Return the flags that somebody sees, those to be judged first.

    Args:
        sight: The round, and who looks at it.
        seen: The flags they see.
        base: Where the pages of the round begin.
        tenant: Where the county's pages begin.
        hidden: What every form carries.
        typed: What was typed and refused, with the flag it was about.
        problems: What was wrong with it.
    """
    order = ["", "asked", "founded", "unfounded"]
    rows = [
        _flag(sight, each, base, tenant, typed, problems)
        for each in sorted(seen, key=lambda flag: order.index(flag.verdict))
    ]
    waiting = sum(not each.verdict for each in seen)
    return {
        "title": say("异常提示"),
        "sentence": say(
            "{n} 条，{waiting} 条待判断。由人判断，平台不因此扣分。", n=len(rows), waiting=waiting
        ),
        "breadcrumb": crumbs(sight, base, say("异常提示")),
        "hidden": dict(hidden),
        "rows": rows,
        "empty": {
            "icon": "circle-check",
            "title": say("没有异常提示"),
            "text": say("数据冻结时自动检查突击办结、集中补录、雷同文书和重复佐证。"),
            "link": None,
        },
    }


def _flag(
    sight: Sight,
    seen: SeenFlag,
    base: str,
    tenant: str,
    typed: Mapping[str, str],
    problems: Problems,
) -> Plain:
    raw, standing = seen.raw, sight.standing
    label, tone = STATES[seen.verdict]
    kind = KINDS[raw["kind"]]
    who = standing.member(raw["unit"])
    is_open = standing.state in _OPEN
    is_own = raw["unit"] == sight.unit
    is_typed = typed.get("flag") == raw["key"]
    return {
        "key": raw["key"],
        "kind": say(kind),
        "unit": say(who.name),
        "state": {"label": say(label), "tone": tone},
        "text": raw["en"] if language() == "en" else raw["zh"],
        "records": [_record(standing, each, raw["unit"], tenant) for each in seen.records],
        "said": [_said(each) for each in seen.said],
        "open": is_typed,
        "errors": [text for _, text in problems] if is_typed else [],
        "action": f"{base}/flags/{raw['key']}",
        "fields": _fields(sight, is_own=is_own, typed=typed if is_typed else {}, problems=problems)
        if is_open
        else [],
        "button": say("说明") if is_own else say("认定"),
    }


def _fields(
    sight: Sight, *, is_own: bool, typed: Mapping[str, str], problems: Problems
) -> list[Plain]:
    wrong = problems if typed else ()
    if is_own:
        return marked([field("text", say("说明"), typed.get("text", ""), "long_text")], wrong)
    if not (sight.assesses or sight.confirms):
        return []
    words = ("asked", "founded", "unfounded")
    choices = [{"value": each, "label": say(STATES[each][0])} for each in words]
    reason = typed.get("reason", "")
    fields = [
        field("verdict", say("怎么认定"), typed.get("verdict", ""), "segment", choices=choices),
        field("reason", say("理由"), reason, "long_text", maximum=500, rows=2),
    ]
    return marked(fields, wrong)


def _record(standing: Standing, raw: Mapping[str, Any], unit: str, tenant: str) -> Plain:
    if "file" in raw:
        item = standing.item(unit, raw["code"])
        about = raw["code"] if item is None else item_words(item)
        return {"href": None, "label": about, "note": raw["file"]}
    note = day_text(day_of(raw["on"]))
    if raw["entered"] and raw["entered"] != raw["on"]:
        note = say("{on}，{entered} 录入", on=note, entered=day_text(day_of(raw["entered"])))
    if not raw["case"]:
        return {"href": None, "label": say("您看不到的案件"), "note": note}
    href = f"{tenant}/cases/{raw['mechanism']}/{raw['case']}"
    return {"href": href, "label": raw["number"] or raw["matter"], "note": note}


def _said(said: Said) -> Plain:
    verdict = said.content.get("verdict")
    word = say("说明")
    if verdict:
        label = STATES[verdict][0]
        word = say(label)
    return {
        "by": f"{said.by['unit']} {said.by['name']}",
        "at": day_text(said.at.date()),
        "word": word,
        "text": said.content.get("reason") or said.content.get("text", ""),
    }


def burden_page(sight: Sight, before: Mapping[str, Burden], base: str) -> Plain:
    """Return what each unit that somebody sees had to type and upload.

    Args:
        sight: The round, and who looks at it.
        before: The same of the round before, by unit; empty where there is none.
        base: Where the pages of the round begin.
    """
    standing = sight.standing
    mine = [each for key, each in burdens(standing).items() if sight.sees_unit(key)]
    mine.sort(key=lambda each: (-each.typed - each.uploaded, each.unit))
    typed, uploaded = sum(e.typed for e in mine), sum(e.uploaded for e in mine)
    return {
        "title": say("填报负担"),
        "sentence": say(
            "{n} 个单位共手填 {typed} 项、上传 {uploaded} 份；平台能算、能选的不用再交。",
            n=len(mine),
            typed=typed,
            uploaded=uploaded,
        ),
        "breadcrumb": crumbs(sight, base, say("填报负担")),
        "rows": [_burden(standing, each, before.get(each.unit)) for each in mine],
        "has_before": bool(before),
        "heavy": [_heavy(standing, *each) for each in heaviest(standing)] if sight.sees_all else [],
        "note": say(
            "手填：自评里填的每个数和每段说明各算一项。平台已填：系统按案件算出的数，"
            "加上从平台里选的材料，占全部的比例。"
        ),
    }


def _burden(standing: Standing, each: Burden, before: Burden | None) -> Plain:
    return {
        "unit": say(standing.member(each.unit).name),
        "typed": each.typed,
        "letters": each.letters,
        "uploaded": each.uploaded,
        "picked": each.picked,
        "counted": each.counted,
        "filled": "—" if each.filled is None else f"{each.filled:.0%}",
        "before": "" if before is None else f"{before.typed + before.uploaded}",
    }


def _heavy(standing: Standing, code: str, letters: int, files: int) -> Plain:
    item = next((each for each in standing.scheme.items if each.code == code), None)
    label = code if item is None else item_words(item)
    return {"item": label, "letters": letters, "files": files}
