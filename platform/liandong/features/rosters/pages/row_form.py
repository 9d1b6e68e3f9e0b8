"""One row of a table as fields: those that are wrong beside it, all of them on a page; pure."""

from collections.abc import Iterable, Mapping

from liandong.features.rosters.pages.roster_view import Plain, kind_words
from liandong.features.rosters.service.correcting import Correction
from liandong.features.rosters.service.heads import suffixed
from liandong.features.rosters.service.judging import Judged
from liandong.features.rosters.service.matching import NEW
from liandong.features.rosters.service.reading import KIND_LABELS
from liandong.features.rosters.service.uploads import Preview
from liandong.features.rosters.service.wording import SEAT_FIELDS, UNIT_FIELDS, wording
from liandong.web.languages import language, say

#: Which unit a row means; it is no cell of it.
UNIT = "unit"
_HIDDEN = ("key", "seat_key")


def correction_of(number: int, form: Mapping[str, str]) -> Correction:
    """Return what a form says of a row; what it does not name stays."""
    start = f"{number}."
    said = {k.removeprefix(start): text for k, text in form.items() if k.startswith(start)}
    unit = said.pop(UNIT, form.get("unit_before", ""))
    cells = {key: text.strip() for key, text in said.items()}
    return Correction(number, cells, unit, is_out=form.get("step") == "out")


def inline_fields(preview: Preview, judged: Judged) -> list[Plain]:
    """Return the fields of a row that are wrong, or that were guessed of a new unit."""
    names = [wrong.field for wrong in judged.wrong]
    is_guess = judged.verdict == "new" and judged.notes
    names += ["kind", "part"] if is_guess else []
    if "name" in names and "name" in judged.row.cells:
        names.append(UNIT)
    fields = (field_of(preview, judged, name, judged.row.cells) for name in dict.fromkeys(names))
    return [{**each, "required": True, "half": True} for each in fields]


def row_page(
    preview: Preview, judged: Judged, typed: Correction | None, base: str, token: str
) -> Plain:
    """Return a row with all its fields; what was typed and not saved stands in them again."""
    here, number = f"{base}/uploads/{preview.upload.id}", judged.row.number
    cells = {**judged.row.cells, **(typed.cells if typed else {})}
    people = range(1, judged.row.people() + 1)
    seats = [[suffixed(n, each) for n in SEAT_FIELDS if n not in _HIDDEN] for each in people]
    units = [UNIT, *(name for name in UNIT_FIELDS if name not in _HIDDEN)]

    def fields(names: Iterable[str]) -> list[Plain]:
        return [field_of(preview, judged, name, cells) for name in names]

    return {
        "breadcrumb": [
            {"label": say("单位名册"), "href": base},
            {"label": preview.upload.name, "href": here},
            {"label": say("第 {n} 行", n=number), "href": None},
        ],
        "title": say("第 {n} 行", n=number),
        "sentence": say("改好就存，名册接受以后才生效。"),
        "form": {
            "action": f"{here}/rows/{number}",
            "upload": False,
            "hidden": {"form_token": token, "etag": str(preview.version)},
            "error_title": say("这一行还有 {n} 处要改", n=len(judged.wrong)),
            "errors": [
                {"field": f"{number}.{each.field}", "text": each.words.pick(language())}
                for each in judged.wrong
            ],
            "sections": [
                {"heading": say("单位"), "fields": fields(units)},
                *({"heading": _person(n), "fields": fields(s)} for n, s in enumerate(seats, 1)),
            ],
            "buttons": row_buttons(is_page=True),
        },
    }


def _person(number: int) -> str:
    return say("人员") if number == 1 else say("人员 {n}", n=number)


def row_buttons(*, is_page: bool = False) -> list[Plain]:
    """Return what can be done with a row; on a page of its own, saving is the main thing."""
    out = {"label": say("不导入这一行"), "name": "step", "value": "out", "novalidate": True}
    return [out, {"label": say("存"), "name": "step", "value": "save", "primary": is_page}]


def field_of(preview: Preview, judged: Judged, name: str, cells: Mapping[str, str]) -> Plain:
    """Return one field of a row as the form shows it."""
    field: Plain = {
        "name": f"{judged.row.number}.{name}",
        "label": _label(name),
        "kind": "text",
        "value": cells.get(name, ""),
        "required": name == "name",
        "errors": [e.words.pick(language()) for e in judged.wrong if e.field == name],
    }
    choices = _choices(preview, _plain(name))
    if not choices:
        return field
    if name == UNIT:
        field["value"] = judged.row.unit
    elif name in {"kind", "part"} and not field["value"]:
        stated = judged.stated.get(name, "")
        labels = KIND_LABELS if name == "kind" else wording().part_labels
        field["value"] = labels.get(stated, "")
    values = [each["value"] for each in choices]
    if field["value"] and field["value"] not in values:
        choices = [{"value": field["value"], "label": field["value"]}, *choices]
    return {**field, "kind": "choice", "choices": choices}


def _choices(preview: Preview, name: str) -> list[Plain]:
    words = wording()
    if name == UNIT:
        units = preview.stated.files["roster"]["units"]
        known = [{"value": unit["key"], "label": say(unit["name"])} for unit in units]
        return [{"value": NEW, "label": say("新的单位")}, *known]
    if name == "kind":
        return [{"value": label, "label": kind_words(key)} for key, label in KIND_LABELS.items()]
    listed = {"part": words.part_labels, "seat": words.seat_labels}.get(name, {})
    found = [{"value": label, "label": say(label)} for label in listed.values()]
    if name == "vertical":
        found = [{"value": "是", "label": say("是")}, {"value": "否", "label": say("否")}]
    return found


def _label(name: str) -> str:
    return say("认作哪个单位") if name == UNIT else say(wording().labels[_plain(name)])


def _plain(name: str) -> str:
    start, _, end = name.rpartition("_")
    return start if end.isdecimal() else name
