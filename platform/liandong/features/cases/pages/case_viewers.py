"""谁能看到本案: post × what × why, with the clause; pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from liandong.authz.vocabulary import PAGE, SCOPES, seats_of
from liandong.features.cases.models import OVERSEEING, Visibility
from liandong.features.cases.pages.unit_fields import part_label
from liandong.features.cases.pages.words import Plain, Setting, case_href, day_words
from liandong.features.cases.service import CasePicture
from liandong.features.cases.service.secret_reads import SecretRead
from liandong.features.tenants.service import clause_link
from liandong.features.units.models import Unit
from liandong.mechanisms import Mechanism, duties
from liandong.mechanisms.parties import Duty
from liandong.web.languages import say

Held = Mapping[UUID, Collection[str]]
_OTHERS = ("supervisor", "assistant", "applicant", "respondent", "other_party")
_DUTIES = tuple(each for each in vars(duties).values() if isinstance(each, Duty))


@dataclass(frozen=True)
class _Post:
    """A duty in a unit, as the policy asks for it."""

    seats: frozenset[str]


def viewers_page(
    picture: CasePicture, setting: Setting, held: Held, reads: Sequence[SecretRead]
) -> Plain:
    """Return who may see the case; only those who see it in full are told.

    `held` says which duties somebody holds in each unit, `reads` who was shown the secrets that
    one's own unit entered.
    """
    href = case_href(setting.base, picture.case)
    title = picture.case.number or picture.case.title
    rows = [_row(seen, picture, setting, held) for seen in picture.viewers]
    head = say("谁能看到本案")
    return {
        "breadcrumb": [{"label": title, "href": href}, {"label": head, "href": None}],
        "title": head,
        "sentence": _sentence(len(rows)),
        "rows": rows,
        "hidden": [
            say("送达之前，对方看不到文书的草稿。"),
            say("答复签发之前，对方看不到答复的草稿。"),
        ],
        "reads": [_read_row(each, picture, setting) for each in reads],
    }


def _read_row(read: SecretRead, picture: CasePicture, setting: Setting) -> Plain:
    labels = _field_labels(picture.opened.mechanism)
    named = [say(labels[each]) for each in read.fields if each in labels]
    is_ours = read.unit_id == setting.unit_id
    return {
        "at": f"{read.at.astimezone(setting.zone):%Y-%m-%d %H:%M}",
        "unit": setting.name(read.unit_id),
        "name": read.name if is_ours else "",
        "what": say("下载涉密附件") if read.is_file else say("查看"),
        "fields": say("、").join(named) or say("涉密内容"),
    }


def _field_labels(mechanism: Mechanism) -> dict[str, str]:
    """Return what the fields of a mechanism are called, as secrets name them."""
    moves = [("", move) for move in mechanism.transitions]
    moves += [(f"{row.key}.", move) for row in mechanism.rows for move in row.transitions]
    found = {f"{prefix}{f.key}": f.label for prefix, move in moves for f in move.inputs}
    papers = {f.key: f.label for kind in mechanism.documents for f in kind.fields}
    return papers | found


def _sentence(n: int) -> str:
    if n == 0:
        return say("谁能看到本案，只告诉看得到全部的单位。")
    return say("{n} 个单位能看到，各看各的；其余单位连有没有这一件都不知道。", n=n)


def _row(seen: Visibility, picture: CasePicture, setting: Setting, held: Held) -> Plain:
    unit = setting.units.get(seen.unit_id)
    posts = _posts(unit, seen.reason, picture, held) if unit else {}
    level = _levels()[seen.level]
    return {
        "unit": setting.name(seen.unit_id),
        "post": say("、").join(posts) or say("还没有能看的岗位"),
        "sees": level[0],
        "note": level[1],
        "why": _why(seen.reason),
        "rules": [{"post": post, "rule": rule} for post, rule in posts.items()],
        "basis": _basis(seen, picture, setting),
        "since": day_words(seen.since, setting.today),
    }


def _posts(unit: Unit, reason: str, picture: CasePicture, held: Held) -> dict[str, str]:
    """Return the duties held in a unit to which the policy opens the case, each with its line."""
    policy, mechanism = picture.opened.config.policy, picture.opened.mechanism.key
    found: dict[str, str] = {}
    for duty in (each for each in _DUTIES if each.key in held.get(unit.id, ())):
        post = _Post(seats_of(unit.kind, frozenset(unit.roles), frozenset({duty.key})))
        scopes = policy.read_scopes(post, mechanism) if policy.allows(post, PAGE, "case") else ()
        fitting = [each for each in scopes if (each == "office") == (reason in OVERSEEING)]
        if fitting:
            line = policy.explain(post, mechanism, "read", min(fitting, key=SCOPES.index))
            found[say(duty.label)] = f"{line.where} {line.rule}"
    return found


def _levels() -> dict[str, tuple[str, str]]:
    return {
        "header": (say("要目：标题、文号和状态"), say("看不到内容和文书")),
        "document": (say("文书：只有抄送给它的"), say("看不到案件、答复和记录")),
        "full": (say("全部"), say("看不到对方的草稿和内部记录")),
    }


def _why(reason: str) -> str:
    whys = {
        "issuer": say("本案由它发出"),
        "addressee": say("文书送给它"),
        **{part: say("它是本案的{part}", part=part_label(part)) for part in _OTHERS},
        "copied": say("抄送给它"),
        "office": say("联席会议办公室看送达事项的标题"),
        "coordinator": say("没有指定办公室，由它协调，看送达事项的标题"),
        "convener": say("召集人、副召集人看送达事项的标题"),
    }
    return whys.get(reason, reason)


def _basis(seen: Visibility, picture: CasePicture, setting: Setting) -> Plain | None:
    """Return the link to the first clause that the reason rests on."""
    stated = next(iter(_sources(seen, picture)), None)
    if stated is None:
        return None
    return clause_link(setting.base, setting.register, stated["instrument"], stated["clause"])


def _sources(seen: Visibility, picture: CasePicture) -> list[dict[str, Any]]:
    config = picture.opened.config
    if seen.reason in OVERSEEING:
        return _cited([config.county.get("office") or {}])
    if seen.reason == "copied":
        parties = picture.opened.parties
        rules = {p.reason.get("copy_rule") for p in parties if p.unit_id == seen.unit_id}
        return _cited(rule for rule in config.package["copy_rules"] if rule["key"] in rules)
    key = picture.opened.mechanism.key
    return _cited(each for each in config.package["mechanisms"] if each["key"] == key)


def _cited(stated: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [basis for each in stated for basis in each.get("source", {}).get("basis", ())]
