"""The forms of the acts on an account: which fields each asks for; pure."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from liandong.features.accounts.models import Account
from liandong.features.accounts.pages.people_words import act_words, duty_label
from liandong.features.units.models import Unit
from liandong.web.languages import say

Plain = dict[str, Any]
#: What can be done to an account, in the order of its page.
OPEN_ACTS = ("give", "end", "lend", "take_back", "move", "rename", "link", "unlink", "close")
CLOSED_ACTS = ("reopen",)


@dataclass(frozen=True)
class Choices:
    """What the fields of a form can be chosen from, and what was typed."""

    units: list[Unit]
    duties: list[str]
    colleagues: list[Account]
    loans: list[Plain]
    today: date
    typed: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)


def fields_of(kind: str, choices: Choices) -> list[Plain]:
    """Return the fields of an act's form."""
    names = _FIELDS[kind]
    made = [_FIELD[name](choices) | {"name": name} for name in (*names, "reason")]
    if kind == "end":
        made[1]["label"] = say("从哪天起不再担任")
        made[1]["help"] = say("选今天，马上生效。")
    for each in made:
        each["errors"] = choices.errors.get(each["name"], [])
        if each["kind"] == "checks":
            each["value"] = choices.typed.get(each["name"], [])
        else:
            each["value"] = choices.typed.get(each["name"], each.get("value", ""))
        if kind == "lend" and each["name"] == "until":
            each["required"] = True
    return made


def consequence(kind: str) -> str:
    """Return what follows from an act."""
    known = {
        "invite": say("下一页显示一次性链接，交给本人设置密码，7 天内有效。"),
        "end": say("从这一天起，这个岗位能看、能办的都不再打开。写过的、办过的都留着。"),
        "move": say("原单位的岗位马上结束，新单位的岗位另外给。"),
        "close": say(
            "马上退出登录，岗位和代办结束，密码、两步验证、统一身份、日历地址、一次性链接全部作废。写过的、办过的都留着。"
        ),
        "reopen": say("下一页显示一次性链接，本人重新设密码；岗位另外给。"),
        "link": say("下一页显示一次性链接，7 天内有效。用之前，原来的密码照常能用。"),
        "lend": say("代办人办的每一步都记为“代”您选的这位同志办理。"),
    }
    return known.get(kind, "")


def summary(choices: Choices) -> list[Plain]:
    """Return what was wrong, field by field."""
    return [{"field": name, "text": text} for name, all_ in choices.errors.items() for text in all_]


def button(kind: str) -> Plain:
    """Return the button that sends a form."""
    tone = "danger" if kind == "close" else None
    return {"label": act_words(kind), "primary": tone is None, "tone": tone}


def _login(_: Choices) -> Plain:
    hint = say("小写字母、数字、点、横线，全省不重复，建好后不能改")
    return {"label": say("账号"), "kind": "text", "help": hint, "autocomplete": "off"}


def _name(_: Choices) -> Plain:
    return {"label": say("姓名"), "kind": "text", "autocomplete": "off"}


def _desk(_: Choices) -> Plain:
    return {"label": say("科室"), "kind": "text", "required": False}


def _unit(choices: Choices) -> Plain:
    listed = [{"value": str(unit.id), "label": unit.name} for unit in choices.units]
    return {"label": say("单位"), "kind": "choice", "choices": listed}


def _duties(choices: Choices) -> Plain:
    listed = [{"value": key, "label": duty_label(key)} for key in choices.duties]
    return {"label": say("岗位"), "kind": "checks", "choices": listed}


def _duty(choices: Choices) -> Plain:
    listed = [{"value": key, "label": duty_label(key)} for key in choices.duties]
    return {"label": say("岗位"), "kind": "choice", "choices": listed}


def _day(choices: Choices) -> Plain:
    today = choices.today.isoformat()
    return {"label": say("从哪天起"), "kind": "date", "value": today, "minimum": today}


def _until(choices: Choices) -> Plain:
    words = {"label": say("到哪天为止"), "kind": "date", "minimum": choices.today.isoformat()}
    return words | {"required": False}


def _deputy(choices: Choices) -> Plain:
    listed = [{"value": str(each.id), "label": each.name} for each in choices.colleagues]
    return {"label": say("代办人（本单位）"), "kind": "choice", "choices": listed}


def _delegation(choices: Choices) -> Plain:
    return {"label": say("哪一项代办"), "kind": "choice", "choices": choices.loans}


def _reason(_: Choices) -> Plain:
    return {"label": say("理由"), "kind": "long_text", "rows": 2, "maximum": 500}


_FIELD = {
    "login": _login,
    "name": _name,
    "desk": _desk,
    "unit_id": _unit,
    "duties": _duties,
    "duty": _duty,
    "day": _day,
    "until": _until,
    "deputy_id": _deputy,
    "delegation_id": _delegation,
    "reason": _reason,
}
_FIELDS: dict[str, tuple[str, ...]] = {
    "invite": ("login", "name", "unit_id", "desk", "duties", "day", "until"),
    "give": ("duties", "day", "until"),
    "end": ("duties", "day"),
    "move": ("unit_id",),
    "rename": ("name",),
    "close": (),
    "reopen": (),
    "link": (),
    "unlink": (),
    "lend": ("duty", "deputy_id", "day", "until"),
    "take_back": ("delegation_id",),
}
