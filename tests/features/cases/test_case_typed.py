"""What was typed on a case page is never lost; what makes no sense is refused at its field."""

from collections.abc import Callable

import pytest

from support.browsing import Visit
from support.case_forms import address, hidden, send, words
from support.counties import County

SERVED = "2026-03-02"
TYPED = "证照齐全，问题不成立"


def test_an_unknown_button_moves_nothing(county: Callable[..., County], visit: Visit) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    browser, where = visit(huiji, "chief"), address(huiji, case_id)

    answer = send(browser, where, "withdraw", "zz", **{"facts.why": TYPED})

    assert answer.status_code == 422
    assert TYPED in answer.text
    assert huiji.look("prosecutor", case_id)["state"] == "served"


def test_what_was_typed_for_an_act_that_is_gone_can_still_be_read(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    browser, where = visit(huiji, "handler"), address(huiji, case_id)
    form = hidden(browser, where, "draft:reply")
    huiji.reply(SERVED, case_id)

    answer = browser.post(
        where, data={**form, "step": "draft", "act": "draft:reply", "facts.measures": TYPED}
    )

    assert answer.status_code == 412
    said = words(answer.text)
    assert "没有保存" in said
    assert f"整改措施 {TYPED}" in said
    assert f">{TYPED}</textarea>" not in answer.text.replace("\n", "")


def test_an_act_that_was_never_offered_says_so_with_what_was_typed(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    browser, where = visit(huiji, "handler"), address(huiji, case_id)

    answer = send(browser, where, "supplement", **{"facts.supplement": TYPED})

    assert answer.status_code == 409
    assert "这一步现在办不了" in answer.text
    assert TYPED in answer.text


def test_what_was_typed_is_not_put_into_the_form_of_another_act(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    browser, where = visit(huiji, "chief"), address(huiji, case_id)

    answer = send(browser, where, "discard", **{"facts.why": TYPED})

    assert answer.status_code == 409
    assert words(answer.text).count(TYPED) == 1


@pytest.mark.parametrize("typed", ["9" * 5000, "--5", "-", "一二", "1.5"])
def test_a_number_that_is_none_is_refused_at_its_field(
    county: Callable[..., County], visit: Visit, typed: str
) -> None:
    huiji = county()
    case_id = huiji.open(SERVED)
    browser, where = visit(huiji, "prosecutor"), address(huiji, case_id)

    answer = send(browser, where, "revise", **{"facts.objection_days": typed, "facts.facts": TYPED})

    assert answer.status_code == 422
    assert 'href="#f-facts-objection-days"' in answer.text
    assert TYPED in answer.text


@pytest.mark.parametrize("etag", ["9" * 5000, "", "x", "-1", "²"])
def test_a_version_that_is_none_counts_as_an_old_one(
    county: Callable[..., County], visit: Visit, etag: str
) -> None:
    huiji = county()
    case_id = huiji.open(SERVED)
    browser, where = visit(huiji, "prosecutor"), address(huiji, case_id)

    answer = send(browser, where, "revise", **{"facts.facts": TYPED, "etag": etag})

    assert answer.status_code == 412
    assert TYPED in answer.text
