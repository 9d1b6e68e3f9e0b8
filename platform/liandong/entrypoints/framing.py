"""The frame around every page: who and where one is, which pages there are, what waits."""

from typing import Any

from flask import Flask, g, request
from sqlalchemy.exc import SQLAlchemyError

from liandong.authz import Cover, Principal, navigation
from liandong.authz.navigation import LABELS
from liandong.authz.vocabulary import DUTIES
from liandong.calendars import Day, DayKind, Text
from liandong.calendars.words import day_words
from liandong.db.unit_of_work import UnitOfWork
from liandong.entrypoints.visit_banners import visiting, visitors
from liandong.features.accounts.service import has_news, list_asks
from liandong.features.cases.pages.todo_count import count_tasks
from liandong.features.cases.service import count_waiting, has_contacts
from liandong.features.deadlines.service import concerns
from liandong.features.notifications import service as notifications
from liandong.features.tenants.service import Configuration, calendar_of, current
from liandong.features.transfers import service as transfers
from liandong.features.visits import service as visits
from liandong.mechanisms import duties
from liandong.web import assets, languages, strictness
from liandong.web.context import current_clock, current_unit_of_work
from liandong.web.languages import say
from liandong.web.security import current_form_token

PRODUCT = "府检联动"
#: Pages that look the same to everybody.
BARE = ("/sign-in", "/invitation/")
ICONS = {
    "todo": "list-check",
    "cases": "briefcase",
    "overview": "home",
    "suggestions": "gavel",
    "transfers": "send",
    "escalations": "stairs-up",
    "documents": "file-text",
    "obligations": "calendar-event",
    "figures": "chart-bar",
    "contacts": "phone",
    "mechanisms": "book-2",
    "roster": "building-bank",
    "assessment": "award",
    "seats": "users",
    "clients": "adjustments",
    "configuration": "list-details",
    "visits": "eye",
    "province": "building-community",
    "accounts": "users",
    "access": "lock",
    "audit": "shield-check",
}
SHORT = {
    "todo": "待办",
    "transfers": "移交",
    "escalations": "督促",
    "suggestions": "建议",
    "documents": "文书",
    "obligations": "报送",
    "contacts": "联络",
    "mechanisms": "依据",
    "accounts": "账号",
    "access": "权限",
}
WEEKDAYS = "一二三四五六日"
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
KINDS = {DayKind.WORKING: "工作日", DayKind.MAKEUP: "补班", DayKind.WEEKEND: "周末"}
_TITLES = {duty.key: duty.label for duty in duties.ALL}


def install(app: Flask) -> None:
    """Give every template its frame, `asset` and `_`."""
    assets.install(app)
    languages.install(app)
    strictness.install(app)
    app.context_processor(lambda: {"frame": _frame()})


def _frame() -> dict[str, Any]:
    """Return the frame; where nobody is signed in, or nothing can be read, the bare one."""
    bare = {"lang": languages.language(), "product": PRODUCT}
    principal: Principal | None = g.get("principal")
    if principal is None or request.path.startswith(BARE):
        return bare
    try:
        with current_unit_of_work() as uow:
            return bare | _full(uow, principal)
    except SQLAlchemyError:
        return bare


def _full(uow: UnitOfWork, principal: Principal) -> dict[str, Any]:
    config, base = current(uow), f"/t/{g.tenant_code}"
    own = f"本{config.tenant['name'][-1]}"
    return {
        "home_href": "/",
        "tenant": {"name": _name(config), "short": g.tenant.short_name, "own": own},
        "nav": _nav(uow, principal, base),
        "root_document": _root(config, base),
        "demo": g.tenant.is_demo,
        "rehearsal": _rehearsal(config, own),
        "visitors": visitors(uow, principal, base),
        "visiting": visiting(),
        "today": _today(config),
        "search": {"action": f"{base}/cases", "value": _searched(base)},
        "notices": {"href": f"{base}/notices", "count": _unread(uow, principal)},
        "help_href": "/api/v1/reference",
        "person": _person(principal, base),
        "covers": [_cover(cover, base) for cover in principal.covering],
        "news_href": f"{base}/account" if has_news(uow, principal) else None,
        "address": request.base_url,
        "message": g.get("message"),
        "toast": g.get("toast"),
    }


def _unread(uow: UnitOfWork, principal: Principal) -> int:
    """Return how many notices wait; what waits for the office is nothing to a visitor."""
    return 0 if g.get("visit") else notifications.count_unread(uow, principal)


def _name(config: Configuration) -> str:
    city = config.tenant["city"]
    return f"{city['name'] if city else ''}{config.tenant['name']}"


def _rehearsal(config: Configuration, own: str) -> str | None:
    if config.county.get("mode") != "rehearsal":
        return None
    return say("{own}规则还没有正式启用，期限只作提醒，不记逾期，不算考核。", own=own)


def _nav(uow: UnitOfWork, principal: Principal, base: str) -> list[dict[str, Any]]:
    here = request.path.replace(f"{base}/instruments/", f"{base}/mechanisms/")
    within = {f"{base}/calendar": f"{base}/todo", f"{base}/new": f"{base}/cases"}
    found = next((page for page in within if f"{here}/".startswith(f"{page}/")), None)
    here = within[found] if found else here
    return [
        {
            "key": key,
            "label": say(LABELS[key]),
            "short": say(SHORT[key]) if key in SHORT else None,
            "href": f"{base}/{key}",
            "icon": ICONS[key],
            "count": _count(uow, principal, key),
            "current": f"{here}/".startswith(f"{base}/{key}/"),
        }
        for key in navigation(principal.policy, principal)
        if _concerns(uow, principal, key)
    ]


def _concerns(uow: UnitOfWork, principal: Principal, key: str) -> bool:
    """Say whether an entry is anything to this person; most are to whoever may open them."""
    if key == "obligations":
        return concerns(current(uow), principal)
    if key == "assessment":
        return bool(current(uow).package.get("assessment"))
    if key == "accounts":
        looks_after = principal.as_oneself().may_call("accounts.manage")
        return looks_after or bool(list_asks(uow, principal, current_clock()))
    if key == "contacts":
        return has_contacts(uow, principal)
    if key == "visits":
        return visits.concerns(uow)
    return key != "transfers" or transfers.concerns(uow, principal)


def _count(uow: UnitOfWork, principal: Principal, key: str) -> int | None:
    """Return how many things wait behind an entry; the others carry no number."""
    if key == "todo":
        return count_tasks(uow)
    if key == "transfers":
        return transfers.count_waiting(uow, principal) or None
    if key == "accounts":
        return len(list_asks(uow, principal, current_clock())) or None
    return count_waiting(uow, principal) or None if key == "escalations" else None


def _root(config: Configuration, base: str) -> dict[str, str] | None:
    found = config.register.instruments.get(config.county.get("instrument", ""))
    if found is None:
        return None
    label = found.number or found.citation
    return {"label": label, "href": f"{base}/instruments/{found.id}"}


def _today(config: Configuration) -> dict[str, str]:
    today = current_clock().today()
    day = calendar_of(config).kind(today)
    n, words = today.weekday(), day_words(today, today)
    label = Text(f"{words.zh} 星期{WEEKDAYS[n]}", f"{WEEKDAYS_EN[n]} {words.en}")
    shown = label.pick(languages.language())
    return {"label": shown, "kind": _kind(day), "iso": today.isoformat()}


def _kind(day: Day) -> str:
    if day.kind in KINDS:
        return say(KINDS[day.kind])
    return say("休 · {name}", name=Text(day.name, day.name_en).pick(languages.language()))


def _searched(base: str) -> str:
    return request.args.get("q", "") if request.path == f"{base}/cases" else ""


def _cover(cover: Cover, base: str) -> dict[str, str]:
    """Return what the strip says of a duty that is covered for a colleague."""
    today = current_clock().today()
    until = day_words(cover.until, today).pick(languages.language())
    words = say(
        "您正在代{name}办理{duty}，到{day}为止。",
        name=cover.holder_name,
        duty=say(_TITLES.get(cover.duty, cover.duty)),
        day=until,
    )
    return {"text": words, "href": f"{base}/account/loans"}


def _person(principal: Principal, base: str) -> dict[str, Any]:
    chosen = languages.language()
    held = [say(_TITLES[key]) for key in DUTIES if key in principal.duties and key in _TITLES]
    return {
        "unit": principal.unit_name,
        "duty": say("省级查看") if g.get("visit") else say("、").join(held) or "—",
        "form_token": current_form_token(),
        "account_href": f"{base}/account",
        "duties": [],
        "switch_action": "",
        "sign_out_action": "/sign-out",
        "language_action": "/language",
        "languages": [
            {"key": key, "label": label, "current": key == chosen}
            for key, label in languages.LANGUAGES.items()
        ],
    }
