"""A rule in words before anybody is scored by it, for people who read a scheme as a table."""

from collections.abc import Mapping
from typing import Any

_COMPARED = {
    "at_least": "不少于",
    "at_most": "不超过",
    "above": "高于",
    "below": "低于",
    "equals": "等于",
}
_TAKEN = {
    "mean": "平均",
    "best": "最好",
    "worst": "最差",
    "rank": "名次",
    "rank_from_last": "倒数名次",
}
_LISTED = {"all": "且", "any": "或", "sum": "加", "most": "、", "least": "、", "times": "乘"}
_FIRST = {"most": "取最高：", "least": "取最低："}


def rule_in_words(place: Mapping[str, Any]) -> str:
    """Return the rule of a place as it stands in a scheme; empty where it has none."""
    names = {key: str(each.get("label", key)) for key, each in place.get("inputs", {}).items()}
    said = [_term(each, names) for each in place.get("terms", ())]
    said += [str(each["label"]) for each in place.get("exceptions", ())]
    return "；".join(said)


def _term(raw: Mapping[str, Any], names: Mapping[str, str]) -> str:
    cap = f"，至多 {raw['cap']} 分" if "cap" in raw else ""
    if "sum" in raw or "largest" in raw:
        way = "合计" if "sum" in raw else "只计最重"
        parts = "；".join(_term(each, names) for each in raw.get("sum", raw.get("largest")))
        return f"{way}（{parts}）{cap}"
    if "per" in raw:
        each = str(raw["each"])
        word = "扣" if each.startswith("-") else "得"
        return f"{_quantity(raw['per'], names)}，每 1 {word} {each.lstrip('-')} 分{cap}"
    word, of = ("得", raw["add"]) if "add" in raw else ("扣", raw["take"])
    return f"{word} {_quantity(of, names)}{cap}"


def _quantity(raw: Any, names: Mapping[str, str]) -> str:
    if not isinstance(raw, Mapping):
        return names.get(str(raw), str(raw))
    ((form, body),) = raw.items()
    if form in _LISTED:
        parts = [_quantity(each, names) for each in body]
        mark = _LISTED[form]
        return _FIRST.get(form, "") + (mark if mark == "、" else f" {mark} ").join(parts)
    if form == "not":
        return f"没有{_quantity(body, names)}"
    if form == "when":
        then, other = _quantity(body["then"], names), _quantity(body.get("else", 0), names)
        return f"{_quantity(body['if'], names)}的计 {then}，否则 {other}"
    return _of(form, body, _quantity(body["of"], names), names)


def _of(form: str, body: Mapping[str, Any], of: str, names: Mapping[str, str]) -> str:
    if form in {"rate", "ratio"}:
        whole = _quantity(body["in" if form == "rate" else "to"], names)
        times = "的百分率" if form == "rate" else f" × {body.get('times', 1)}"
        return f"（{of} ÷ {whole}{times}）"
    if form in {"short", "over"}:
        edge = _quantity(body["below" if form == "short" else "above"], names)
        step = f"（{body['step']} 一档）" if "step" in body else ""
        return f"{of}{'低于' if form == 'short' else '高于'} {edge} 的部分{step}"
    if form == "test":
        (how,) = set(body) - {"of"}
        return f"{of}{_COMPARED[how]} {_quantity(body[how], names)}"
    if form == "peers":
        among = "全部" if body.get("within") == "all" else "同组"
        return f"{of}在{among}的{_TAKEN[body['take']]}"
    table = body["table"]
    rows = table.items() if form == "choice" else [(f"{e['from']} 起", e["is"]) for e in table]
    return f"{of}（{'，'.join(f'{key} 计 {value}' for key, value in rows)}）"
