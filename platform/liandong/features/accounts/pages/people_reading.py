"""What was typed into the form of an act."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import request

from liandong.features.accounts.errors import ActError
from liandong.features.accounts.service import Act
from liandong.kernel.errors import Problem


def read_act(kind: str) -> Act:
    """Return the act that a form states.

    Raises:
        ActError: A day or a choice cannot be read.
    """
    form, problems = request.form, []
    found: dict[str, Any] = {name: form.get(name, "") for name in ("name", "login", "desk")}
    for name in ("day", "until"):
        try:
            text = form.get(name, "").strip()
            found[name] = date.fromisoformat(text) if text else None
        except ValueError:
            problems.append(Problem(name, "不是日期", "is no date"))
    for name in ("unit_id", "deputy_id", "delegation_id"):
        try:
            found[name] = UUID(form[name]) if form.get(name) else None
        except ValueError:
            problems.append(Problem(name, "请选一个", "choose one"))
    if problems:
        raise ActError(problems)
    duties = tuple(each for each in (*form.getlist("duties"), form.get("duty", "")) if each)
    return Act(kind, form.get("reason", ""), duties=duties, **found)


def typed() -> dict[str, Any]:
    """Return what stands in the fields of a form."""
    return {**request.form.to_dict(), "duties": request.form.getlist("duties")}
