"""Words about transfers that the pages share; pure."""

from typing import Any
from uuid import UUID

from liandong.features.cases.pages.words import Setting
from liandong.features.tenants.service import installed
from liandong.features.transfers.models import Transfer
from liandong.features.transfers.service import JOINT
from liandong.web.languages import say

Plain = dict[str, Any]
_RESULTS = {
    "resolved": ("共同办理：已化解", "green", "check"),
    "unresolved": ("共同办理：未能化解", "amber", "check"),
}
_STATES = {
    "offered": ("已提出，等对方收到", "blue", "send"),
    "received": ("等对方决定", "blue", "hourglass"),
    "accepted": ("对方已接收", "green", "check"),
    "rejected": ("对方不接收", "amber", "arrow-back-up"),
    "revoked": ("已撤回", None, "arrow-back-up"),
}
_INCOMING = {
    "received": ("等本单位决定", "amber", "hourglass"),
    "accepted": ("已接收", "green", "check"),
    "rejected": ("未接收", None, "arrow-back-up"),
    "revoked": ("对方已撤回", None, "arrow-back-up"),
}
_STEPS = {
    "offered": "提出移交",
    "received": "收到移交",
    "revoke_asked": "申请撤回",
    "accepted": "接收",
    "rejected": "不接收",
    "revoked": "撤回",
    "revoke_refused": "没有撤回",
    "resulted": "反馈共同办理的结果",
}
#: What is said otherwise where the matter stays and the other county takes part.
_JOINT_STATES = {
    "accepted": ("对方参加共同办理", "green", "check"),
    "rejected": ("对方不参加", "amber", "arrow-back-up"),
}
_JOINT_INCOMING = {
    "accepted": ("共同办理中", "green", "hourglass"),
    "rejected": ("未参加", None, "arrow-back-up"),
}
_JOINT_STEPS = {
    "offered": "邀请共同办理",
    "received": "收到共同办理的邀请",
    "accepted": "参加共同办理",
    "rejected": "不参加共同办理",
}


def badge_of(transfer: Transfer) -> Plain:
    """Return how a transfer stands, seen from this county."""
    if transfer.is_revoking:
        return {"label": say("等对方答复撤回"), "tone": "amber", "icon": "hourglass"}
    is_in = transfer.direction == "in"
    known = {**(_INCOMING if is_in else _STATES), **_RESULTS}
    if transfer.purpose == JOINT:
        known |= _JOINT_INCOMING if is_in else _JOINT_STATES
    label, tone, icon = known[transfer.state]
    return {"label": say(label), "tone": tone, "icon": icon}


def step_words(transfer: Transfer, kind: str) -> str:
    """Return what a step of a transfer is called."""
    words = _JOINT_STEPS if transfer.purpose == JOINT else {}
    return say(words.get(kind) or _STEPS[kind])


def mechanism_words(key: str) -> str:
    """Return what the mechanism is called."""
    return say(installed().registry.current(key).label)


def transfer_href(base: str, transfer_id: UUID) -> str:
    """Return the address of a transfer's page."""
    return f"{base}/transfers/{transfer_id}"


def title_of(transfer: Transfer) -> str:
    """Return the title of the matter, or the name of its mechanism."""
    return transfer.title or mechanism_words(transfer.mechanism)


def own_unit(transfer: Transfer, setting: Setting) -> str:
    """Return the unit of this county."""
    return setting.name(transfer.unit_id)
