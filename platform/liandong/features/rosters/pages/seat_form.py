"""The form by which a unit proposes who is to sit in one of its seats; pure."""

from collections.abc import Mapping, Sequence

from liandong.features.rosters.pages.seats_view import Plain, Sight, procedure_words
from liandong.features.rosters.service.proposing import NEW_KINDS
from liandong.features.rosters.service.seats import FORMER, Held
from liandong.features.rosters.service.wording import wording
from liandong.web.languages import say

NEW = ":new"


def seat_form(
    held: Sequence[Held],
    typed: Mapping[str, str],
    problems: Sequence[tuple[str, str]],
    sight: Sight,
) -> Plain:
    """Return the form; what was typed stands in it again, with what is wrong beside it."""
    wrong: dict[str, list[str]] = {}
    for name, text in problems:
        wrong.setdefault("seat" if name == "kind" else name, []).append(text)
    today = sight.now.date()

    def field(name: str, label: str, kind: str = "text", **more: object) -> Plain:
        shown = {"name": name, "label": label, "kind": kind, "value": typed.get(name, "")}
        return {**shown, "errors": wrong.get(name, []), **more}

    return {
        "breadcrumb": [
            {"label": say("席位与任职"), "href": sight.base},
            {"label": say("提请调整"), "href": None},
        ],
        "title": say("提请席位调整"),
        "sentence": procedure_words(sight),
        "form": {
            "action": f"{sight.base}/new",
            "upload": False,
            "hidden": dict(sight.hidden),
            "error_title": say("没有提出"),
            "errors": [
                {"field": ("seat" if name == "kind" else name) or None, "text": text}
                for name, text in problems
            ],
            "sections": [
                {
                    "heading": say("谁任哪个席位"),
                    "fields": [
                        field("seat", say("席位"), "choice", choices=_choices(held, sight)),
                        field("person", say("姓名"), half=True),
                        field("post", say("职务"), half=True, required=False),
                        field(
                            "from_on",
                            say("起任日期"),
                            "date",
                            minimum=today.isoformat(),
                            help=say("批准晚于这一天的，从批准那天起。"),
                        ),
                        field("reason", say("理由"), "long_text", maximum=200),
                    ],
                }
            ],
            "buttons": [
                {"label": say("提请"), "name": "step", "value": "propose", "primary": True}
            ],
        },
    }


def _choices(held: Sequence[Held], sight: Sight) -> list[Plain]:
    """Return the seats of one's unit that a convener approves, and those it may still ask for."""
    mine = [each for each in held if each.unit_id == sight.unit_id and each.standing != FORMER]
    found = [
        {
            "value": each.stated["key"],
            "label": " ".join(filter(None, (say(each.label), each.stated["person"]))),
        }
        for each in mine
        if each.needs_approval
    ]
    kinds = {each.stated["seat"] for each in mine}
    return found + [
        {
            "value": f"{kind}{NEW}",
            "label": say("新设：{label}", label=say(wording().seat_labels[kind])),
        }
        for kind in NEW_KINDS
        if kind not in kinds and sight.rule.needs_approval(kind)
    ]
