"""Whole entries of a county to come, as an administrator reads them; pure."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from liandong.calendars import Text
from liandong.features.access.service import HOLDER_WORDS, seat_words
from liandong.features.access.service.act_words import SCOPE_WORDS, act_words, mechanism_words
from liandong.features.onboarding.service.change_words import (
    assigned_words,
    effective_words,
    inner_words,
    key_words,
    value_words,
)
from liandong.features.tenants.service import CATALOGUE, Change, installed
from liandong.web.languages import english

Plain = Mapping[str, Any]
_MUST = {"mandatory": Text("必须抄送", "is copied to"), "optional": Text("可以抄送", "may go to")}
_EFFECTS = {"allow": Text("可以", "may"), "deny": Text("不得", "may not")}


def came_words(change: Change, units: Mapping[str, str]) -> Text:
    """Return an entry that comes with the county, without any key of it; `units` names them."""
    if change.path or not isinstance(change.after, Mapping):
        return inner_words(change)
    if change.part in {"seats", "pools"}:
        return _seat(change.after, units)
    if change.part == "assessment":
        label, said = key_words(change.part, change.key), assigned_words(change.after, units)
        return Text(f"{label.zh}：{said.zh}", f"{label.en}: {said.en}")
    words = _WORDS.get(change.part)
    return words(change.key, change.after) if words else inner_words(change)


def _named(_: str, entry: Plain) -> Text:
    return value_words(entry.get("name") or entry.get("title", ""))


def _seat(entry: Plain, units: Mapping[str, str]) -> Text:
    where = units.get(entry.get("unit", ""), "")
    called = str(entry.get("label") or entry.get("name", ""))
    zh = " ".join(filter(None, (where, called, entry.get("person"))))
    return Text(zh, " ".join(filter(None, (where, english(called), entry.get("person")))))


def _limit(_: str, entry: Plain) -> Text:
    said = value_words(entry["definition"])
    known = installed().known.limits.get(entry["replaces"])
    if known is None:
        return said
    zh, en = f"（代替国家规定：{known.matter}）", f" (in the place of: {english(known.matter)})"
    return Text(f"{said.zh}{zh}", f"{said.en}{en}")


def _setting(key: str, entry: Plain) -> Text:
    label, said = key_words("settings", key), effective_words(f"settings.{key}", entry["value"])
    return Text(f"{label.zh}：{said.zh}", f"{label.en}: {said.en}")


def _copy_rule(_: str, entry: Plain) -> Text:
    about, must = _mechanism(entry["mechanism"]), _MUST[entry["binding"]]
    to = _joined(HOLDER_WORDS[role] for role in entry["to"])
    when = [each["label"] for each in entry.get("when", ())]
    zh = f"（{'、'.join(when)}）" if when else ""
    en = f" ({', '.join(map(english, when))})" if when else ""
    return Text(f"{about.zh}：{must.zh}{to.zh}{zh}", f"{about.en} {must.en} {to.en}{en}")


def _rung(_: str, entry: Plain) -> Text:
    label, by = entry["label"], entry.get("confirmed_by")
    who = seat_words(by) if by else Text("平台", "the platform")
    over = _joined(map(_mechanism, entry.get("mechanisms", ())))
    zh = f"{label}：由{who.zh}决定" + (f"（{over.zh}）" if over.zh else "")
    en = f"{english(label)}: decided by {who.en}" + (f" ({over.en})" if over.en else "")
    return Text(zh, en)


def _reminder(key: str, _: Plain) -> Text:
    limit = installed().known.limits.get(key)
    matter = limit.matter if limit else key
    return Text(matter, english(matter))


def _line(_: str, entry: Plain) -> Text:
    who = seat_words(entry["subject"])
    if entry["ptype"] == "g":
        other = seat_words(entry["mechanism"])
        return Text(f"{who.zh}也有{other.zh}的权限", f"{who.en} may do all that {other.en} may")
    place = mechanism_words(entry["mechanism"])
    act, may = act_words(entry["mechanism"], entry["action"]), _EFFECTS[entry["effect"]]
    scope = SCOPE_WORDS[entry["scope"]]
    zh = f"{who.zh}{may.zh}{act.zh}：{place.zh}（{scope.zh}）"
    return Text(zh, f"{who.en} {may.en} {act.en}: {place.en} ({scope.en})")


def _day(key: str, entry: Plain) -> Text:
    said = value_words(entry.get("label") or entry.get("name", ""))
    return Text(f"{key} {said.zh}", f"{key} {said.en}")


def _mechanism(key: str) -> Text:
    label = CATALOGUE[key][1] if key in CATALOGUE else key
    return Text(label, english(label))


def _joined(words: Iterable[Text]) -> Text:
    said = list(words)
    return Text("、".join(each.zh for each in said), ", ".join(each.en for each in said))


_WORDS: Mapping[str, Callable[[str, Plain], Text]] = {
    "units": _named,
    "instruments": _named,
    "limits": _limit,
    "settings": _setting,
    "copy_rules": _copy_rule,
    "escalation": _rung,
    "reminders": _reminder,
    "policy": _line,
    "days": _day,
}
