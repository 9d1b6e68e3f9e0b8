"""The pages that list effective values and explain one of them; pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from liandong.calendars.words import dated_words
from liandong.features.onboarding.pages.titles import title_of
from liandong.features.onboarding.service import (
    PARTS,
    TERMINOLOGY,
    assigned_words,
    effective_words,
    key_words,
    value_words,
)
from liandong.features.tenants.service import (
    Citation,
    ClauseRegister,
    Provenance,
    Said,
    Sources,
    clause_link,
    layer_words,
)
from liandong.web.languages import language, say

Plain = dict[str, Any]
_OUTDATED, _DOUBTFUL = "依据已被替代", "依据待核对"


def values_page(
    name: str, sources: Sources, asked: tuple[str, str], base: str, *, may_take: bool
) -> Plain:
    """Return every effective value of a kind, with who states it, on what, and since when.

    `asked` is the kind and a word to look for; who `may_take` the package is offered it.
    """
    part, query = asked
    listed = [sources.of(path) for path in sources.paths]
    counts: dict[str, int] = {}
    for each in listed:
        counts[_part(each)] = counts.get(_part(each), 0) + 1
    chosen = part if part in counts else next(iter(counts))
    rows = [_row(each, sources, base) for each in listed if _part(each) == chosen]
    shown = [row for row in rows if not query or query.lower() in row["searched"]]
    path = f"{base}/configuration"
    taken = {"label": say("导出资料包"), "href": f"{path}/package.zip", "icon": "download"}
    return {
        "title": say("本地配置"),
        "doubts": [*_alerts(sources.shaky)],
        "sentence": say(
            "{name}现行的 {count} 项配置，每一项都写明由哪一级规定、依据哪一条。",
            name=name,
            count=len(listed),
        ),
        "actions": [
            {"label": say("历次版本"), "href": f"{path}/revisions", "icon": "history"},
            *([taken] if may_take else []),
        ],
        "segments": [
            {
                "label": PARTS[each].pick(language()),
                "href": f"{path}?{urlencode({'part': each})}",
                "count": count,
                "current": each == chosen,
            }
            for each, count in counts.items()
        ],
        "search": {"action": path, "part": chosen, "query": query},
        "rows": shown,
        "empty": None if shown else _empty(path, chosen),
    }


def value_page(found: Provenance, sources: Sources, base: str) -> Plain:
    """Return where one value comes from, and beneath it what other layers say."""
    part, _, key = found.path.partition(".")
    said = [found.said, *found.beneath]
    return {
        "title": key_words(part, key).pick(language()),
        "sentence": found.path,
        "breadcrumb": [
            {"label": say("本地配置"), "href": f"{base}/configuration?{urlencode({'part': part})}"},
            {"label": key_words(part, key).pick(language()), "href": None},
        ],
        "layers": [
            _layer(found.path, each, sources, base, is_effective=n == 0)
            for n, each in enumerate(said)
        ],
    }


def _part(each: Provenance) -> str:
    return each.path.partition(".")[0]


def _row(each: Provenance, sources: Sources, base: str) -> Plain:
    part, _, key = each.path.partition(".")
    label, said = key_words(part, key).pick(language()), each.said
    value = _value(each.path, said, sources.unit_names)
    first, register = next(iter(said.citations), None), sources.register
    badges = [
        *([{"label": say("待确认"), "tone": "amber"}] if said.to_confirm else []),
        *([{"label": say(_OUTDATED), "tone": "red"}] if said.is_outdated else []),
        *([{"label": say(_DOUBTFUL), "tone": "red"}] if said.is_doubtful else []),
    ]
    marked = " ".join(str(each["label"]) for each in badges)
    return {
        "label": label,
        "key": key if key != label else "",
        "href": f"{base}/configuration/value?{urlencode({'path': each.path})}",
        "value": value,
        "layer": layer_words(said).pick(language()),
        "clause": clause_link(base, register, first.instrument, first.clause) if first else None,
        "more": len(said.citations) - 1,
        "since": _day(said.from_on),
        "badges": badges,
        "searched": f"{label} {key} {value} {said.name} {marked}".lower(),
    }


def _layer(path: str, said: Said, sources: Sources, base: str, *, is_effective: bool) -> Plain:
    details = [] if said.is_removed else _details(path.partition(".")[0], said.value)
    return {
        "name": layer_words(said).pick(language()),
        "badge": {"label": say("现行"), "tone": "green"}
        if is_effective
        else {"label": say("被取代"), "tone": None},
        "value": "" if details else _value(path, said, sources.unit_names),
        "details": details,
        "clauses": [_clause(base, sources.register, each) for each in said.citations],
        "since": _day(said.from_on),
        "note": said.note,
        "to_confirm": said.to_confirm,
    }


def _alerts(shaky: Sequence[Provenance]) -> Iterator[Plain]:
    """Yield what is said of values that rest on superseded instruments, or doubtful citations."""
    outdated = sum(each.said.is_outdated for each in shaky)
    doubtful = sum(each.said.is_doubtful for each in shaky)
    if outdated:
        title = say("{count} 项的依据已被替代", count=outdated)
        yield {"tone": "amber", "title": title, "text": say("请逐项改引新文件，或者取消。")}
    if doubtful:
        title = say("{count} 项的依据待核对", count=doubtful)
        told = say("登记里查不到，或者文件自己的引用有疑点；查清以前不据此认定逾期。")
        yield {"tone": "amber", "title": title, "text": told}


def _clause(base: str, register: ClauseRegister, cited: Citation) -> Plain:
    link = clause_link(base, register, cited.instrument, cited.clause)
    doubts = [each.pick(language()).strip() for each in cited.doubts]
    return {**link, "doubts": say("；").join(doubts)}


def _details(part: str, value: Any) -> list[Plain]:
    if not isinstance(value, dict) or part in {TERMINOLOGY, "assessment"}:
        return []
    return [
        {"label": title_of(part, key), "value": value_words(each).pick(language())}
        for key, each in value.items()
    ]


def _value(path: str, said: Said, names: Mapping[str, str]) -> str:
    if said.is_removed:
        return say("取消继承")
    if path.startswith("assessment."):
        return assigned_words(said.value, names).pick(language())
    if path.startswith("mechanisms.") and not said.value:
        return say("启用")
    if isinstance(said.value, dict):
        called = next(
            (
                said.value[key]
                for key in ("name", "label", "matter", "title")
                if said.value.get(key)
            ),
            None,
        )
        if called:
            return str(called)
    return effective_words(path, said.value).pick(language())


def _day(text: str | None) -> str:
    return dated_words(date.fromisoformat(text)).pick(language()) if text else ""


def _empty(path: str, part: str) -> Plain:
    link = {"label": say("清除筛选"), "href": f"{path}?{urlencode({'part': part})}"}
    text = say("换一个词再找。")
    return {"icon": "search", "title": say("没有找到"), "text": text, "link": link}
