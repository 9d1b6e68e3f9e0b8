"""Which entries the sidebar shows, per duty and in order; the first one is home."""

from liandong.authz.policy import Policy
from liandong.authz.seats import Seated
from liandong.authz.vocabulary import DUTIES, PAGE

_CASEWORK = (
    *("todo", "cases", "documents", "obligations", "assessment", "figures"),
    *("contacts", "seats", "mechanisms"),
)
_OFFICE = ("overview", "todo", "cases", "escalations", *_CASEWORK[2:], "roster")
#: Whoever signs for a unit sees what goes to another county, or came from one.
_HEAD = (*_CASEWORK[:2], "transfers", *_CASEWORK[2:], "accounts")
_PROCURATORIAL = ("todo", "suggestions", *_CASEWORK[1:])
_UPPER_LEVEL = ("province", "configuration")

ENTRIES: dict[str, tuple[str, ...]] = {
    "office_clerk": _OFFICE,
    "convener": ("overview", "cases", "escalations", *_CASEWORK[3:], "visits"),
    "chief_procurator": (
        *("todo", "overview", "suggestions", "cases", "transfers", "escalations"),
        *_CASEWORK[2:],
        "accounts",
        "visits",
    ),
    "prosecutor": _PROCURATORIAL,
    "reviewer": _PROCURATORIAL,
    "unit_head": _HEAD,
    "liaison": _CASEWORK,
    "handler": _CASEWORK,
    "desk": _CASEWORK,
    "evaluator": ("assessment",),
    "tenant_admin": (
        *("accounts", "roster", "seats", "configuration", "clients"),
        *("visits", "access", "mechanisms"),
    ),
    "province_admin": _UPPER_LEVEL,
    "auditor": ("audit", "access", *_UPPER_LEVEL),
}

LABELS = {
    "todo": "我的待办",
    "cases": "案件",
    "overview": "总览",
    "suggestions": "我的检察建议",
    "transfers": "跨县移交",
    "escalations": "督促与升级",
    "documents": "文书与送达",
    "obligations": "报送任务",
    "assessment": "考核",
    "figures": "统计",
    "contacts": "联络名册",
    "mechanisms": "机制与依据",
    "roster": "单位名册",
    "seats": "席位与任职",
    "clients": "接口凭证",
    "configuration": "本地配置",
    "visits": "省级进入记录",
    "province": "区县",
    "accounts": "账号管理",
    "access": "权限说明",
    "audit": "操作审计",
}


def navigation(policy: Policy, who: Seated) -> list[str]:
    """List the pages this person may open, in the order of their duties' sidebars.

    An entry is absent if the policy opens it to none of their seats.
    """
    held = {seat.partition("@")[0] for seat in who.seats}
    entries = dict.fromkeys(entry for duty in DUTIES if duty in held for entry in ENTRIES[duty])
    return [entry for entry in entries if policy.allows(who, PAGE, entry)]
