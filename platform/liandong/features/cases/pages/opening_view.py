"""新建: what may be begun here, and the form of one opening move."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import uuid4

from liandong.features.cases.pages.case_days import day_fields
from liandong.features.cases.pages.form_fields import Typed
from liandong.features.cases.pages.likeness import FIELD, distinct_fields
from liandong.features.cases.pages.opening_reading import RowForm
from liandong.features.cases.pages.shown_fields import shown_field
from liandong.features.cases.pages.unit_fields import named_fields, part_label, party_label
from liandong.features.cases.pages.words import Plain, Setting
from liandong.features.cases.service import NewRow, Opening
from liandong.mechanisms import VARIANT, Field, FieldKind, Transition
from liandong.web.languages import say


def openings_page(openings: Iterable[Opening], own: Mapping[str, str], setting: Setting) -> Plain:
    """Return the list of what this person may begin; `own` are mechanisms with a page of theirs."""
    rows = [_line(each, own, setting) for each in openings]
    return {
        "breadcrumb": [_cases(setting), {"label": say("新建"), "href": None}],
        "title": say("新建"),
        "sentence": say("您可以发起下面 {n} 种事项，选一种。", n=len(rows)),
        "rows": rows,
        "empty": None if rows else _none(setting),
    }


def _cases(setting: Setting) -> Plain:
    return {"label": say("案件"), "href": f"{setting.base}/cases"}


def _none(setting: Setting) -> Plain:
    link = {"label": say("看案件"), "href": f"{setting.base}/cases"}
    title, text = say("没有您能发起的事项"), say("别的单位发起、要您办的，会出现在待办里。")
    return {"icon": "briefcase", "title": title, "text": text, "link": link}


def _line(opening: Opening, own: Mapping[str, str], setting: Setting) -> Plain:
    key, move = opening.mechanism.key, opening.move
    href = own.get(key) or f"{setting.base}/new/{key}?move={move.key}"
    return {"label": say(opening.mechanism.label), "href": href, "note": who_to_whom(move)}


def who_to_whom(move: Transition) -> str:
    """Return in one line what is done, by whom and towards whom."""
    by = say("、").join(dict.fromkeys(party_label(actor.party) for actor in move.actors))
    to = say("、").join(party_label(named.party) for named in move.names)
    verb = say(move.label)
    if not to:
        return say("{verb}：本单位是{by}", verb=verb, by=by)
    return say("{verb}：本单位是{by}，写明{to}", verb=verb, by=by, to=to)


def opening_page(
    opening: Opening, rows: list[RowForm], typed: Typed, setting: Setting, form_token: str
) -> Plain:
    """Return the form of one opening move, with everything that was typed and what was wrong."""
    mechanism, move = opening.mechanism, opening.move
    sections = [*_sections(opening, rows, typed, setting)]
    named = {field["name"] for section in sections for field in section["fields"]}
    errors = [
        {"field": name if name in named else "", "text": text}
        for name, texts in typed.errors.items()
        for text in texts
    ]
    label = say(mechanism.label)
    back = {"label": say("新建"), "href": f"{setting.base}/new"}
    return {
        "breadcrumb": [_cases(setting), back, {"label": label, "href": None}],
        "title": say("新建：{mechanism}", mechanism=label),
        "sentence": _sentence(move),
        "form": {
            "action": f"{setting.base}/new/{mechanism.key}",
            "upload": any(f["kind"] == "file" for s in sections for f in s["fields"]),
            "hidden": {
                "form_token": form_token,
                "idempotency_key": typed.key or str(uuid4()),
                "move": move.key,
                **{f"{row.prefix}.here": "1" for row in rows},
            },
            "error_title": say("还有 {n} 项要改，没有提交", n=len(errors)) if errors else "",
            "errors": errors,
            "sections": sections,
            "buttons": [
                {"label": say(move.label), "name": "step", "value": "fire", "primary": True}
            ],
        },
    }


def _sentence(move: Transition) -> str:
    """Say who sees the matter once it is begun."""
    told = [party_label(party) for party in move.tells]
    if move.delivers is not None:
        told.append(part_label("addressee"))
    if told:
        names = say("、").join(dict.fromkeys(told))
        return say("提交之后，写明的{names}就看得到全部内容。", names=names)
    return say("提交之后，先只有本单位看得到。")


def _sections(
    opening: Opening, rows: list[RowForm], typed: Typed, setting: Setting
) -> Iterator[Plain]:
    named = named_fields(opening.move, typed.values, typed, setting)
    if named:
        yield {"heading": say("有关单位"), "fields": named}
    asked = opening.offer.inputs
    shown = [_shown(field, opening, typed, setting) for field in asked]
    told = [view for view in shown if view["kind"] != "file"]
    if told:
        yield {"heading": say("事项内容"), "fields": told}
    for kind in opening.rows:
        yield from _row_sections(kind, rows, typed, setting)
    files = [view for view in shown if view["kind"] == "file"]
    if files:
        yield {"heading": say("材料"), "fields": files}
    yield day_fields(typed.values, typed, setting)
    apart = distinct_fields(typed.errors.get(FIELD, ()))
    if apart:
        yield {"heading": say("可能是同一件"), "fields": apart}


def _shown(field: Field, opening: Opening, typed: Typed, setting: Setting) -> Plain:
    """Return a field of the case; what only some kinds of case ask waits for their choice."""
    view = shown_field(field, f"facts.{field.key}", typed.values, typed, setting)
    if field.kind is FieldKind.LONG_TEXT:
        view["rows"] = 5
    asking = [v.key for v in opening.mechanism.variants if field.key in {f.key for f in v.asks}]
    if asking and field not in opening.move.inputs:
        view["show_when"] = {"name": f"facts.{VARIANT}", "values": asking}
    return view


def _row_sections(
    kind: NewRow, rows: list[RowForm], typed: Typed, setting: Setting
) -> Iterator[Plain]:
    mine = [row for row in rows if row.kind == kind]
    label, key = say(kind.row_type.label), f"rows.{kind.row_type.key}"
    add = {"name": f"add_{key}", "label": say("添加一项")}
    if not mine:
        yield {"heading": label, "fields": [], "add": add}
    for number, row in enumerate(mine, 1):
        yield {
            "heading": f"{label} {number}",
            "note": say("可以不填") if not kind.move.along and number == 1 else None,
            "fields": [
                shown_field(field, f"{row.prefix}.{field.key}", typed.values, typed, setting)
                for field in kind.move.inputs
            ],
            "remove": {"name": f"remove_{key}", "value": row.prefix.rpartition(".")[2]}
            if len(mine) > 1
            else None,
            "add": add if number == len(mine) else None,
        }
