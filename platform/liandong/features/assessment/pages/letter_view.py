"""文书: what was sent to whom, who has received it; and the form that sends one; pure."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from liandong.features.assessment.pages.form_view import field
from liandong.features.assessment.pages.inspection_view import crumbs
from liandong.features.assessment.pages.wording import day_text
from liandong.features.assessment.service.issuing import letters_seen
from liandong.features.assessment.service.standing import RUNNING, Letter, Standing, day_of
from liandong.features.assessment.service.viewing import Sight
from liandong.web.languages import say

Plain = dict[str, Any]
NAMES = {
    "notice": "考核通知",
    "inspection": "检查通知",
    "task": "整改通知",
    "bulletin": "通报",
}


def letters_page(sight: Sight, base: str, hidden: Mapping[str, str], *, receives: bool) -> Plain:
    """Return the letters that somebody may read, the newest first.

    Args:
        sight: The round as this person sees it.
        base: Where the pages of the round begin.
        hidden: What every form carries.
        receives: Whether this person may receive letters for the own unit.
    """
    seen = letters_seen(sight)
    sees_all = sight.assesses or sight.confirms
    open_ = [e for e in seen if not sees_all and sight.unit not in e.receipts]
    told = say("{n} 份，{open} 份待签收。", n=len(seen), open=len(open_))
    return {
        "title": say("考核文书"),
        "sentence": say("{n} 份。发出后不再改，有错的另发更正。", n=len(seen))
        if sees_all
        else told,
        "breadcrumb": crumbs(sight, base, say("考核文书")),
        "actions": [*_drafts(sight, base), *_actions(sight, base)],
        "hidden": dict(hidden),
        "rows": [_row(sight, each, base, receives=receives) for each in seen],
        "empty": {
            "icon": "file-text",
            "title": say("还没有文书"),
            "text": say("考核通知、检查通知、整改通知和通报从这里编号、发出，各单位在这里签收。"),
            "link": None,
        },
    }


def _drafts(sight: Sight, base: str) -> Iterator[Plain]:
    """Yield what can be read before it is sent, for who organises or confirms."""
    standing = sight.standing
    sent = {each.content["letter"] for each in standing.letters.values()}
    if not (sight.assesses or sight.confirms):
        return
    for kind, is_there in (("notice", True), ("bulletin", bool(standing.results))):
        if is_there and kind not in sent:
            label = say("{letter}（稿）", letter=say(NAMES[kind]))
            yield {"label": label, "href": f"{base}/{kind}.docx", "icon": "download"}


def _actions(sight: Sight, base: str) -> Iterator[Plain]:
    for kind in sendable(sight.standing) if sight.assesses else ():
        label = say("发{letter}", letter=say(NAMES[kind]))
        yield {"label": label, "href": f"{base}/letters/new?kind={kind}"}


def sendable(standing: Standing) -> list[str]:
    """Return what can be sent now: one notice and one bulletin a round, one letter a task."""
    sent = {each.content["letter"] for each in standing.letters.values()}
    runs = standing.state in RUNNING
    offered = {
        "notice": runs and "notice" not in sent,
        "inspection": runs,
        "task": runs and bool(open_tasks(standing)),
        "bulletin": standing.state == "published" and "bulletin" not in sent,
    }
    return [kind for kind, is_offered in offered.items() if is_offered]


def open_tasks(standing: Standing) -> list[Plain]:
    """Return the tasks about which no letter went out, as choices."""
    sent = {each.content["task"] for each in standing.letters.values()}
    return [
        {
            "value": str(key),
            "label": f"{say(standing.member(each.unit).name)}：{each.content['what']}",
        }
        for key, each in standing.tasks.items()
        if str(key) not in sent and each.state != "verified" and each.unit in standing.participants
    ]


def _row(sight: Sight, letter: Letter, base: str, *, receives: bool) -> Plain:
    standing, said = sight.standing, letter.content
    sees_all = sight.assesses or sight.confirms
    mine = letter.receipts.get(sight.unit)
    waiting = [key for key in said["to"] if key not in letter.receipts]
    stands, name = letter.replaced_by is None, NAMES[said["letter"]]
    href = f"{base}/letters/{letter.id}"
    return {
        "kind": say(name),
        "title": said["title"],
        "number": said["number"],
        "href": f"{href}.pdf",
        "on": day_text(day_of(said["on"])),
        "by": letter.by["name"],
        "to": _names(standing, said["to"]) if sees_all else "",
        "received": f"{len(letter.receipts)} / {len(said['to'])}" if sees_all else "",
        "waiting": _names(standing, waiting) if sees_all else "",
        "notes": [*_notes(standing, letter)],
        "mine": ""
        if mine is None
        else say("{who} 已于 {day} 签收", who=mine.by["name"], day=day_text(mine.at.date())),
        "receive": f"{href}/receipts" if receives and sight.unit in waiting else None,
        "correct": f"{base}/letters/new?kind={said['letter']}&replaces={letter.id}"
        if stands and sight.assesses
        else None,
    }


def _notes(standing: Standing, letter: Letter) -> Iterator[str]:
    if letter.content["replaces"]:
        before = standing.letters[UUID(letter.content["replaces"])]
        number, reason = before.content["number"], letter.content["reason"]
        yield say("更正 {number}：{reason}", number=number, reason=reason)
    if letter.replaced_by is not None:
        after = standing.letters[letter.replaced_by].content["number"]
        yield say("已由 {number} 更正", number=after)


def _names(standing: Standing, keys: list[str]) -> str:
    if len(keys) == len(standing.participants):
        return say("全部 {n} 个单位", n=len(keys))
    return say("、").join(say(standing.member(key).name) for key in keys)


def letter_fields(
    standing: Standing, kind: str, corrected: Letter | None, typed: Mapping[str, Any]
) -> list[Plain]:
    """Return the fields of a letter of a kind; with the reason where it corrects another."""
    found = []
    if kind == "task" and corrected is None:
        choices, chosen = open_tasks(standing), typed.get("task", "")
        more = {"choices": choices, "as_radios": True}
        found.append(field("task", say("整改事项"), chosen, "choice", **more))
    if kind == "inspection":
        units = [{"value": p.key, "label": say(p.name)} for p in standing.participants.values()]
        chosen = typed.get("units") or ([] if corrected is None else corrected.content["to"])
        found += [
            field("on", say("哪天检查"), typed.get("on", ""), "date", half=True),
            field("by", say("谁去检查"), typed.get("by", ""), half=True),
            field("what", say("检查内容"), typed.get("what", ""), "long_text", rows=4),
            field("units", say("单位"), chosen, "checks", choices=units, many=True),
        ]
    if corrected is not None:
        found.append(field("reason", say("更正的理由"), typed.get("reason", ""), "long_text"))
    return found
