"""The page 几件一起办: which step, of which cases, and what it asks once for all; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from liandong.features.cases.pages.form_fields import Typed
from liandong.features.cases.pages.list_view import case_row
from liandong.features.cases.pages.shown_fields import shown_field
from liandong.features.cases.pages.words import Plain, Setting
from liandong.features.cases.service import Glance, Together
from liandong.mechanisms import Mechanism
from liandong.web.languages import say


@dataclass(frozen=True)
class Shown:
    """What can be done together, the step that was picked, what was ticked and refused."""

    mechanism: Mechanism
    offered: list[Together]
    picked: Together | None
    chosen: frozenset[str]
    typed: Typed
    reasons: Mapping[str, str] = field(default_factory=dict)
    is_every: bool = False


def together_page(shown: Shown, form_token: str, setting: Setting) -> Plain:
    """Return the page."""
    label = say(shown.mechanism.label)
    here = f"{setting.base}/together/{shown.mechanism.key}"
    listed = f"{setting.base}/cases?mechanism={shown.mechanism.key}"
    picked = shown.picked or (shown.offered[0] if len(shown.offered) == 1 else None)
    return {
        "breadcrumb": [{"label": label, "href": listed}, {"label": say("几件一起办")}],
        "title": say("几件一起办"),
        "sentence": say("先选办哪一步，再勾选案件；每一件各自记录，一件没办成不影响别的。"),
        "segments": [
            {
                "label": say(each.move.label),
                "count": len(each.cases),
                "href": f"{here}?move={each.move.key}",
                "current": each is picked,
            }
            for each in shown.offered
        ],
        "form": _form(shown, picked, here, form_token, setting) if picked else None,
        "empty": None if shown.offered else _empty(listed),
    }


def _form(shown: Shown, picked: Together, here: str, form_token: str, setting: Setting) -> Plain:
    typed, label = shown.typed, say(picked.move.label)
    fields = [
        shown_field(each, f"facts.{each.key}", typed.values, typed, setting)
        for each in picked.inputs
    ]
    names = {each["name"] for each in fields}
    errors = [
        {"field": name if name in names else "", "text": text}
        for name, texts in typed.errors.items()
        for text in texts
    ]
    every = f"{here}?move={picked.move.key}"
    none_or_all = {"label": say("全部选上"), "href": f"{every}&all=1"}
    if shown.is_every:
        none_or_all = {"label": say("全部不选"), "href": every}
    return {
        "action": here,
        "hidden": {
            "form_token": form_token,
            "idempotency_key": str(uuid4()),
            "move": picked.move.key,
        },
        "errors": errors,
        "error_title": say("还有 {n} 项要改，没有提交", n=len(errors)) if errors else "",
        "every": none_or_all,
        "rows": [*_rows(shown, picked, setting)],
        "fields": fields,
        "buttons": [{"label": say("一起办：{label}", label=label), "primary": True}],
    }


def _rows(shown: Shown, picked: Together, setting: Setting) -> Iterator[Plain]:
    for seen in picked.cases:
        value = _value(seen)
        yield case_row(seen, setting) | {
            "value": value,
            "ticked": shown.is_every or _is_ticked(shown, seen),
            "reason": shown.reasons.get(str(seen.case.id), ""),
        }


def _is_ticked(shown: Shown, seen: Glance) -> bool:
    """Say whether a case was ticked, whatever its version was then."""
    return any(each.partition(":")[0] == str(seen.case.id) for each in shown.chosen)


def _value(seen: Glance) -> str:
    return f"{seen.case.id}:{seen.course.version}"


def _empty(listed: str) -> Plain:
    return {
        "icon": "list-check",
        "title": say("现在没有可以一起办的"),
        "text": say("同一步有两件以上可以办，而且不用逐件签发、送达、附文件的，会列在这里。"),
        "link": {"label": say("看案件"), "href": listed},
    }
