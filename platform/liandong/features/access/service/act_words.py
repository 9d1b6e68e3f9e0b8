"""What an action of a policy line is called."""

from collections.abc import Mapping

from liandong.authz.generation import actions_of, moves_of
from liandong.authz.navigation import LABELS
from liandong.authz.vocabulary import (
    CHANGE_COUNTY,
    ENDPOINTS,
    ESCALATE,
    OBLIGATION,
    OBLIGATION_ACTS,
    PAGE,
    PAGES,
    PLATFORM,
    PURGE,
    REVEAL,
)
from liandong.calendars import Text
from liandong.features.tenants.service import installed
from liandong.mechanisms import Mechanism
from liandong.web.languages import english

SCOPE_WORDS = {
    "own": Text("本单位的", "its own"),
    "party": Text("本单位参与的", "those it takes part in"),
    "copied": Text("抄送给本单位的", "those copied to it"),
    "office": Text("要目", "headers"),
    "tenant": Text("全县的", "all of the county"),
}
_PLACES = {
    PAGE: Text("页面", "pages"),
    PLATFORM: Text("接口", "endpoints"),
    OBLIGATION: Text("报送任务", "what units owe"),
}
_ALWAYS = {
    "read": Text("查看", "read"),
    ESCALATE: Text("决定督促的一级", "decide on a rung"),
    CHANGE_COUNTY: Text("移交其他县", "hand over to another county"),
    PURGE: Text("清除涉密信息", "purge secrets"),
    REVEAL: Text("看涉密内容", "see secrets"),
}
_OBLIGATION = {
    "read": Text("查看", "read"),
    "file": Text("报送", "file"),
    "return": Text("退回", "return"),
}
_STEPS = {
    "draft": Text("起草", "draft"),
    "submit": Text("送审", "submit"),
    "review": Text("审核", "review"),
    "return": Text("退回", "return"),
}


def mechanism_words(key: str) -> Text:
    """Return what a mechanism is called, or pages, endpoints and obligations."""
    if key in _PLACES:
        return _PLACES[key]
    if key not in installed().registry.keys:
        return Text(key, key)
    label = installed().registry.current(key).label
    return Text(label, english(label))


def acts_of_mechanism(key: str) -> Mapping[str, Text]:
    """Return every action that can be asked for there, with its name; nothing if unknown."""
    if key == PAGE:
        known = {page: LABELS.get(page, page) for page in sorted(PAGES)}
        return {page: Text(label, english(label)) for page, label in known.items()}
    if key == PLATFORM:
        return {each: Text(each, each) for each in sorted(ENDPOINTS)}
    if key == OBLIGATION:
        return {each: _OBLIGATION[each] for each in sorted(OBLIGATION_ACTS)}
    if key not in installed().registry.keys:
        return {}
    return _of_mechanism(installed().registry.current(key))


def act_words(mechanism: str, action: str) -> Text:
    """Return what an action is called; one that nobody knows is called by its key."""
    return acts_of_mechanism(mechanism).get(action, Text(action, action))


def _of_mechanism(mechanism: Mechanism) -> dict[str, Text]:
    names = dict(_ALWAYS)
    rows = {row.key: row for row in mechanism.rows}
    for action, move in moves_of(mechanism):
        row = rows.get(action.partition(".")[0]) if "." in action else None
        about = Text(f"{row.label}：", f"{english(row.label)}: ") if row else Text("", "")
        names[action] = Text(f"{about.zh}{move.label}", f"{about.en}{english(move.label)}")
    for paper in mechanism.documents:
        for step, said in _STEPS.items():
            words = Text(f"{said.zh}{paper.label}", f"{said.en} {english(paper.label)}")
            names.setdefault(f"{paper.key}.{step}", words)
    for table in mechanism.tables:
        words = Text(f"填写{table.label}", f"fill in {english(table.label)}")
        names.setdefault(table.action, words)
    known = {action for _, action in actions_of(mechanism)}
    return {action: words for action, words in names.items() if action in known}
