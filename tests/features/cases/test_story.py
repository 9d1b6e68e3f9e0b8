from collections.abc import Callable
from typing import Any

import pytest

from liandong.kernel.errors import NotFoundError

WENSHUI = 141121


def test_a_suggestion_travels_from_the_prosecutor_to_the_bureau_and_back(
    county: Callable[..., Any],
) -> None:
    huiji = county()

    case_id = huiji.open("2026-02-27", items=2)
    with pytest.raises(NotFoundError):
        huiji.look("handler", case_id)
    huiji.step("prosecutor", "2026-02-27", case_id, "submit")
    huiji.step("reviewer", "2026-02-27", case_id, "review")
    assert huiji.fire("chief", "2026-02-27", case_id, "issue") == "issued"
    header = huiji.look("handler", case_id, "2026-02-27")
    assert (header["level"], header["number"]) == ("header", "惠检建〔2026〕1号")
    assert "facts" not in header
    assert (
        huiji.fire("handler", "2026-03-02", case_id, "serve", facts={"delivery_mode": "electronic"})
        == "served"
    )
    served = huiji.look("handler", case_id)
    reply_by = next(d for d in served["deadlines"] if d["stands_for"] == "SUG-01")
    assert (reply_by["due_on"], reply_by["is_enforceable"]) == ("2026-05-06", True)
    huiji.reply("2026-04-27", case_id)
    answered = huiji.look("prosecutor", case_id)
    assert answered["state"] == "replied"
    assert {row["state"] for row in answered["rows"] if row["type"] == "item"} == {"adopted"}
    assert (
        next(d for d in answered["deadlines"] if d["stands_for"] == "SUG-01")["outcome"]
        == "in_time"
    )
