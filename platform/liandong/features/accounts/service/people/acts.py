"""Acts on an account: what each states, and the words it cannot do without."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from liandong.features.accounts.errors import ActError
from liandong.kernel.errors import Problem
from liandong.mechanisms import duties

Plain = dict[str, Any]
LABELS = {duty.key: duty.label for duty in duties.ALL}
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")
_LONGEST = 500


@dataclass(frozen=True)
class Act:
    """What is to be done to an account: `kind`, why, and what the kind asks for."""

    kind: str
    reason: str
    name: str = ""
    login: str = ""
    desk: str = ""
    unit_id: UUID | None = None
    duties: tuple[str, ...] = ()
    day: date | None = None  # from which on
    until: date | None = None
    deputy_id: UUID | None = None
    delegation_id: UUID | None = None

    @property
    def stated(self) -> Plain:
        """Return the act as a fact keeps it until it is confirmed."""
        found = {key: value for key, value in vars(self).items() if value and key != "kind"}
        return {key: _plain(value) for key, value in found.items()}

    @classmethod
    def read(cls, kind: str, stated: Plain) -> "Act":
        """Return the act of a fact."""
        known = {**stated, "duties": tuple(stated.get("duties", ()))}
        for key in ("unit_id", "deputy_id", "delegation_id"):
            known[key] = UUID(known[key]) if known.get(key) else None
        for key in ("day", "until"):
            known[key] = date.fromisoformat(known[key]) if known.get(key) else None
        return cls(kind, **known)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else str(value)


def require_words(act: Act) -> Act:
    """Return an act with its words trimmed.

    Raises:
        ActError: A reason or a name is missing or too long.
    """
    act = replace(
        act, reason=act.reason.strip(), name=act.name.strip(), login=act.login.strip().lower()
    )
    problems = []
    if not act.reason:
        problems.append(Problem("reason", "请写明理由", "say why"))
    needed = {"invite": ("name", "login"), "rename": ("name",)}.get(act.kind, ())
    problems += [Problem(key, "请填写", "is missing") for key in needed if not getattr(act, key)]
    if act.kind == "invite" and act.login and not _LOGIN.fullmatch(act.login):
        zh = "账号用小写字母、数字、点、横线，3 到 64 个字符"
        problems.append(Problem("login", zh, "3 to 64 of a-z, 0-9, dot and dash"))
    problems += [
        Problem(key, f"最多 {_LONGEST} 个字", f"{_LONGEST} characters at most")
        for key in ("reason", "name", "desk")
        if len(getattr(act, key)) > _LONGEST
    ]
    if problems:
        raise ActError(problems)
    return act
