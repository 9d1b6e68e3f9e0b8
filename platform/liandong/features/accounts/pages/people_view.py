"""The pages of 账号管理: the list, one account, a form, what waits, a link told once; pure."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from liandong.features.accounts.models import AccountAsk, AccountDuty
from liandong.features.accounts.pages.people_forms import CLOSED_ACTS, OPEN_ACTS
from liandong.features.accounts.pages.people_words import (
    act_words,
    day,
    duty_label,
    event,
    held_words,
    moment,
    state_badge,
)
from liandong.features.accounts.service import STATES, Listed, Loan, Seen, Sought
from liandong.features.units.models import Unit
from liandong.web.languages import say

Plain = dict[str, Any]


def list_page(
    found: list[Listed],
    sought: Sought,
    units: list[Unit],
    asks: list[Plain],
    base: str,
    today: date,
    *,
    may_invite: bool,
) -> Plain:
    """Return the list of accounts."""
    invite = {"label": say("邀请"), "href": f"{base}/accounts/new", "primary": True}
    rest = f"&unit={sought.unit_id or ''}&q={sought.text}"
    return {
        "title": say("账号管理"),
        "sentence": say("{n} 个账号", n=len(found)),
        "actions": [invite] if may_invite else [],
        "asks": asks,
        "segments": [
            {
                "label": state_badge(state)["label"] if state else say("全部"),
                "href": f"{base}/accounts?state={state}{rest}",
                "current": sought.state == state,
            }
            for state in ("", *STATES)
        ],
        "pick": {
            "action": f"{base}/accounts",
            "hidden": {"state": sought.state},
            "unit": str(sought.unit_id or ""),
            "units": [{"value": str(unit.id), "label": unit.name} for unit in units],
            "text": sought.text,
        },
        "rows": [_row(each, base, today) for each in found],
        "empty": None if found else {"title": say("没有这样的账号"), "icon": "users"},
    }


def _row(found: Listed, base: str, today: date) -> Plain:
    return {
        "key": str(found.account.id),
        "name": found.account.name,
        "login": found.account.login,
        "href": f"{base}/accounts/{found.account.id}",
        "unit": found.unit.name,
        "desk": found.account.desk,
        "duties": [
            {"label": duty_label(duty.duty), "days": held_words(duty, today)}
            for duty in found.duties
            if not _is_over(duty, today)
        ],
        "badge": state_badge(found.state),
    }


def _is_over(duty: AccountDuty, today: date) -> bool:
    return duty.held_until is not None and duty.held_until < max(today, duty.held_from)


def ask_row(
    ask: AccountAsk, name: str, unit: str, until: datetime, base: str, today: date
) -> Plain:
    """Return one act that waits for a confirmation."""
    return {
        "title": say("{act}：{name}", act=act_words(ask.act), name=name),
        "note": say(
            "{unit} · {who}（{from_unit}）{day}提出，{until}前确认有效",
            unit=unit,
            who=ask.asked_by["name"],
            from_unit=ask.asked_by["unit"],
            day=moment(ask.asked_at, today),
            until=moment(until, today),
        ),
        "href": f"{base}/accounts/asks/{ask.id}",
    }


def account_page(
    seen: Seen, waiting: list[Plain], base: str, today: date, *, may_act: bool
) -> Plain:
    """Return one account with its whole record."""
    account = seen.listed.account
    acts = OPEN_ACTS if account.is_active else CLOSED_ACTS
    left_out = set() if seen.link else {"unlink"}
    left_out |= set() if any(_runs(loan, today) for loan in _own(seen)) else {"take_back"}
    return {
        "breadcrumb": [
            {"label": say("账号管理"), "href": f"{base}/accounts"},
            {"label": account.name},
        ],
        "title": account.name,
        "sentence": f"{seen.listed.unit.name} · {account.login}",
        "badge": state_badge(seen.listed.state),
        "facts": _facts(seen, today),
        "duties": [
            {"label": duty_label(duty.duty), "days": held_words(duty, today)}
            for duty in seen.listed.duties
        ],
        "loans": [loan_row(loan, account.id, today) for loan in seen.loans],
        "waiting": waiting,
        "steps": [event(record, today) for record in seen.records],
        "theirs": None if seen.is_ours else say("另一机关的账号：办理记录由对方机关保管。"),
        "acts": [
            {"label": act_words(kind), "href": f"{base}/accounts/{account.id}/{kind}"}
            for kind in acts
            if may_act and kind not in left_out
        ],
    }


def _facts(seen: Seen, today: date) -> list[Plain]:
    account = seen.listed.account
    facts = [
        (say("账号"), account.login),
        (say("姓名"), account.name),
        (say("单位"), seen.listed.unit.full_name),
        (say("科室"), account.desk),
    ]
    if seen.link:
        words = moment(seen.link.expires_at, today)
        facts.append((say("一次性链接"), say("已发出，{day}前有效", day=words)))
    if seen.programs:
        facts.append((say("建的接口凭证还在用"), say("、").join(seen.programs)))
    return [{"label": label, "text": text} for label, text in facts if text]


def _own(seen: Seen) -> list[Loan]:
    return [loan for loan in seen.loans if loan.holder.id == seen.listed.account.id]


def _runs(loan: Loan, today: date) -> bool:
    return loan.delegation.lent_until >= max(today, loan.delegation.lent_from)


def loan_row(loan: Loan, account_id: UUID, today: date) -> Plain:
    """Return a loan as one of its two persons reads it."""
    lent = loan.delegation
    is_own = loan.holder.id == account_id
    words = "请{name}代办{duty}" if is_own else "代{name}办理{duty}"
    other = loan.deputy.name if is_own else loan.holder.name
    days = {"day": day(lent.lent_from, today), "until": day(lent.lent_until, today)}
    is_void = lent.lent_until < lent.lent_from
    return {
        "title": say(words, name=other, duty=duty_label(lent.duty)),
        "days": say("没有生效") if is_void else say("{day}至{until}", **days),
        "note": lent.reason,
        "is_over": not _runs(loan, today),
        "id": str(lent.id),
    }


def told_link_page(address: str, account: str, base: str) -> Plain:
    """Return the page that tells a one-time link, this once."""
    accounts = {"label": say("账号管理"), "href": f"{base}/accounts"}
    return {
        "breadcrumb": [accounts, {"label": say("一次性链接")}],
        "title": say("一次性链接"),
        "sentence": say("链接只在这里显示一次。离开这一页就看不到了，丢了可以另发一个。"),
        "address": address,
        "back": {"label": say("交给本人了，回到账号"), "href": f"{base}/accounts/{account}"},
    }
