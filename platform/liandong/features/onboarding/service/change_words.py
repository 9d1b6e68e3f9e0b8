"""Changes and values of a configuration, as an administrator reads them."""

from collections.abc import Callable, Mapping
from typing import Any

from liandong.calendars import Text
from liandong.features.deadlines.service import length_words
from liandong.features.onboarding.service.setting_words import setting_label, setting_value
from liandong.features.tenants.service import CATALOGUE, Change, schema_of, terms
from liandong.web.languages import english

PARTS = {
    "tenant": Text("基本信息", "identity"),
    "instruments": Text("文件", "document"),
    "units": Text("单位", "unit"),
    "seats": Text("席位", "seat"),
    "pools": Text("人员库", "pool"),
    "mechanisms": Text("机制", "mechanism"),
    "limits": Text("期限", "limit"),
    "copy_rules": Text("抄送规则", "copy rule"),
    "settings": Text("设置", "setting"),
    "terminology": Text("用语", "term"),
    "assessment": Text("考核分工", "part in the assessment"),
    "escalation": Text("督促链", "ladder"),
    "reminders": Text("提醒", "reminder"),
    "notices": Text("通知", "notice"),
    "policy": Text("权限", "permission"),
    "calendar": Text("日历", "calendar"),
    "days": Text("本地假日", "local day"),
}
CAUSES = {
    "package": Text("资料包", "package"),
    "page": Text("页面上修改", "changed in the pages"),
    "rollback": Text("恢复旧版", "rolled back"),
    "inherited": Text("上级修改", "changed above"),
    "scheduled": Text("预定生效", "scheduled"),
}
TERMINOLOGY = "terminology"
ASSIGNED = {
    "assessor": Text("评分", "scores"),
    "confirms": Text("审定", "confirms"),
    "supplies": Text("提供意见", "gives its view"),
    "assessed": Text("被考核", "is assessed"),
}
NOTICES = {
    "speak_at": Text("几点提醒", "hour of the reminders"),
    "days_before": Text("提前几个工作日提醒", "working days ahead"),
    "pause_days": Text("中止满几个工作日询问", "working days until a pause is asked about"),
}
_LONGEST = 60
_SOURCE = ("basis", "clauses", "source", "to_confirm", "note", "quote")
_NOTHING = Text("无", "none")
_YES, _NO = Text("是", "yes"), Text("否", "no")


def change_words(change: Change) -> Text:
    """Return a change on one line: + comes, - goes, ~ becomes another."""
    part, inner = PARTS[change.part], inner_words(change)
    return Text(
        f"{change.mark} {part.zh} {inner.zh}".rstrip(),
        f"{change.mark} {part.en} {inner.en}".rstrip(),
    )


def inner_words(change: Change) -> Text:
    """Return a change without its mark and its part: what it is about, and what it becomes."""
    label = key_words(change.part, change.key)
    whole = change.after or change.before
    if not change.path and change.part in _TOLD:
        said = _TOLD[change.part](whole)
        return Text(f"{label.zh}：{said.zh}", f"{label.en}: {said.en}")
    if not change.path:
        called = _called(whole)
        return Text(f"{label.zh} {called}".strip(), f"{label.en} {called}".strip())
    before, after = (said_words(change, each) for each in (change.before, change.after))
    return Text(
        f"{label.zh} {change.path}：{before.zh} → {after.zh}".lstrip(),
        f"{label.en} {change.path}: {before.en} → {after.en}".lstrip(),
    )


def said_words(change: Change, value: Any) -> Text:
    """Return what a change was, or becomes, on one line."""
    if change.part == "settings" and not change.path and value is not None:
        value = value["value"]  # a whole setting comes or goes
    is_value = change.path in ("", "value")
    return effective_words(f"{change.part}.{change.key}" if is_value else "", value)


def effective_words(path: str, value: Any) -> Text:
    """Return the value that stands under a path, such as `settings.hotline.mode`, on one line."""
    part, _, key = path.partition(".")
    if part == "assessment" and isinstance(value, dict):
        return assigned_words(value, {})
    if part == TERMINOLOGY and isinstance(value, dict) and "values" in value:
        return term_words({day: each["label"] for day, each in value["values"].items()})
    said = setting_value(key, value) if part == "settings" and value is not None else None
    return said or value_words(value)


def assigned_words(value: Mapping[str, Any], names: Mapping[str, str]) -> Text:
    """Return which units have a part in the assessment; `names` are those of units by their key."""
    keys = value.get("except") or value.get("units") or ()
    listed = "、".join(names.get(key, key) for key in keys)
    if not value.get("members"):
        return Text(listed, listed)
    zh, en = "全部成员单位", "all member units"
    return Text(f"{zh}，不含{listed}", f"{en} but {listed}") if listed else Text(zh, en)


def term_words(labels: dict[str, str]) -> Text:
    """Return what a thing is called, from which day on."""
    said = sorted(labels.items())
    zh = "；".join(f"{day} 起称“{label}”" for day, label in said)
    return Text(zh, "; ".join(f"called “{label}” from {day}" for day, label in said))


def value_words(value: Any) -> Text:
    """Return a value on one line, a list of clauses as people cite them."""
    if value is None or value in ("", [], {}):
        return _NOTHING
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, list):
        said = [value_words(each) for each in value]
        return Text(_cut("、".join(s.zh for s in said)), _cut(", ".join(s.en for s in said)))
    if isinstance(value, dict):
        return _limit_words(value) if "values" in value else _entry_words(value)
    return Text(_cut(str(value)), _cut(str(value)))


def _entry_words(value: dict[str, Any]) -> Text:
    """Return a clause as it is cited; of another entry its parts, without what they rest on."""
    keys: list[str] = [key for key in ("instrument", "clause") if value.get(key)]
    keys = keys or [key for key, each in value.items() if key not in _SOURCE and each != ""]
    said = [(key, value_words(value[key])) for key in keys]
    is_cited = "instrument" in value
    zh = " ".join(s.zh if is_cited else f"{key} {s.zh}" for key, s in said)
    en = " ".join(s.en if is_cited else f"{key} {s.en}" for key, s in said)
    return Text(_cut(zh), _cut(en))


def _limit_words(value: dict[str, Any]) -> Text:
    """Return what a limit is about, and what it gives from each day on."""
    recurs = value.get("regime") == "POINT"
    said = [(day, _length(each, recurs=recurs)) for day, each in sorted(value["values"].items())]
    zh = "；".join(f"{day} 起 {words.zh}" for day, words in said)
    en = "; ".join(f"{words.en} from {day}" for day, words in said)
    matter = value.get("matter", "")
    return Text(f"{matter}：{zh}", f"{english(matter)}: {en}")


def _length(value: dict[str, Any] | None, *, recurs: bool) -> Text:
    said = value or {}
    bound = said.get("bound", "at_most")
    return length_words(said.get("length"), said.get("counted_in"), bound, recurs=recurs)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def key_words(part: str, key: str) -> Text:
    """Return what a key of a collection is called; where nothing calls it, the key itself."""
    if part == "mechanisms" and key in CATALOGUE:
        _, label = CATALOGUE[key]
        return Text(label, english(label))
    if part == "tenant":
        known = schema_of("tenant")["properties"]
        return Text(known[key]["title"] if key in known else key, key)
    if part == "assessment" and key in ASSIGNED:
        return ASSIGNED[key]
    if part == TERMINOLOGY and key in terms():
        return terms()[key].label
    if part == "notices":
        return NOTICES.get(key, Text(key, key))
    return setting_label(key) if part == "settings" else Text(key, key)


def _called(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    named = (value.get(part) for part in ("name", "label", "title"))
    return next((str(each) for each in named if each), "")


#: What is said of a whole entry, as a package holds it, beside what it is called.
_TOLD: Mapping[str, Callable[[Any], Text]] = {
    TERMINOLOGY: lambda entry: term_words(entry["labels"]),
    "notices": lambda entry: value_words(entry["value"]),
    "assessment": lambda entry: assigned_words(entry, {}),
}
