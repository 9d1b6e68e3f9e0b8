"""A sealed field is a text or a file, and no declaration lets its value leave in clear."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import liandong.mechanisms as lm
from liandong.kernel.sealing import PurgedFile, PurgedText
from liandong.mechanisms import Secrecy
from liandong.mechanisms.computing import Rule
from mechanisms.samples import CLAUSES, FILE, SOUND, letter, messages, point, text, with_move

secret = replace(text, key="secret", secrecy=Secrecy.PRIVACY)
NOT_TEXT = "is sealed and neither free text nor file"


def asking(field: lm.Field, **changes: Any) -> lm.Mechanism:
    return with_move("revise", asks=(field,), **changes)


@pytest.mark.parametrize(
    "field",
    [
        replace(secret, kind=lm.FieldKind.DATE),
        replace(secret, multiple=True),
        replace(secret, listed=("一",)),
    ],
)
def test_only_a_free_text_or_a_file_is_sealed(field: lm.Field) -> None:
    assert f"sample.revise: field 'secret' {NOT_TEXT}" in messages(asking(field))


@pytest.mark.parametrize("is_multiple", [True, False])
def test_a_file_is_sealed_one_or_many(*, is_multiple: bool) -> None:
    file = replace(secret, kind=lm.FieldKind.FILE, multiple=is_multiple)

    assert not messages(asking(file))
    assert lm.sealed_files(asking(file)) == {"": {"secret"}}


def test_a_file_says_that_it_is_sealed_wherever_it_is_asked() -> None:
    file = replace(secret, kind=lm.FieldKind.FILE)
    plain = asking(replace(file, secrecy=None))

    found = messages(replace(plain, variants=(lm.Variant("v", "变", asks=(file,)),)))

    assert "sample.revise: file 'secret' is sealed elsewhere, and has to say so here" in found


@pytest.mark.parametrize("key", ["title", "why"])
def test_what_is_shown_everywhere_is_not_sealed(key: str) -> None:
    found = messages(asking(replace(secret, key=key)))

    assert f"sample.revise: field '{key}' is shown everywhere and cannot be sealed" in found


def test_a_sealed_field_feeds_no_column() -> None:
    first, *rest = point.transitions
    sealed = replace(text, secrecy=Secrecy.INFORMANT)
    row = replace(point, transitions=(replace(first, asks=(sealed,)), *rest))

    found = messages(replace(SOUND, rows=(row,)))

    assert "sample.point: sealed field 'text' feeds a column" in found


@pytest.mark.parametrize("is_sealed", [True, False])
def test_a_hand_over_keeps_a_secret_sealed(*, is_sealed: bool) -> None:
    field = replace(secret, key="there", secrecy=Secrecy.PRIVACY if is_sealed else None)
    opening = lm.Transition("open", None, SOUND.states[0], label="开", by=SOUND.transitions[0].by,
                            asks=(field,))  # fmt: skip
    target = lm.Mechanism("target", 1, "另一个", (opening,))
    over = lm.HandOver("target", shares={"there": secret})

    found = lm.check([asking(secret, hands_over=over), target], [FILE], CLAUSES)

    wrong = "sealed field 'secret' is shared as 'there', which is not sealed there"
    assert (wrong in {each.message_en for each in found}) is not is_sealed


WRONG = "sealed field 'secret' is shared as 'there', which is not sealed there"


@pytest.mark.parametrize("is_sealed", [True, False])
@pytest.mark.parametrize("of", ["point", ""])
def test_rows_that_are_handed_over_keep_a_secret_sealed(of: str, *, is_sealed: bool) -> None:
    field = replace(secret, key="there", secrecy=Secrecy.PRIVACY if is_sealed else None)
    opener = SOUND.transitions[0].by
    begun = SOUND.states[0]
    opening = lm.Transition("open", None, begun, label="开", by=opener, asks=(text,))
    row = lm.RowType("task", "任务", (
        lm.Transition("put", None, begun, label="列", by=opener, asks=(field,)),))  # fmt: skip
    target = lm.Mechanism("target", 1, "另一个", (opening,), rows=(row,))
    first, *rest = point.transitions
    held = replace(point, transitions=(replace(first, asks=(text, secret)), *rest))
    handed = lm.HandedRows("task", "put", of=of, states=("open",), shares={"there": secret})
    over = lm.HandOver("target", rows=(handed,))
    mechanism = replace(asking(text if of else secret, hands_over=over), rows=(held,))

    found = {each.message_en for each in lm.check([mechanism, target], [FILE], CLAUSES)}

    assert (WRONG in found) is not is_sealed


@pytest.mark.parametrize("is_sealed", [True, False])
def test_rows_of_people_drawn_keep_a_secret_sealed(*, is_sealed: bool) -> None:
    field = replace(secret, key="there", secrecy=Secrecy.PRIVACY if is_sealed else None)
    first, *rest = point.transitions
    drawn = replace(point, transitions=(replace(first, asks=(text, field)), *rest))
    draw = lm.Draw("pool", "point", first.key, 1, shares={"there": secret})

    found = messages(replace(asking(secret, draws=(draw,)), rows=(drawn,)))

    assert (f"sample.revise: {WRONG}" in found) is not is_sealed


def test_a_sealed_file_is_shared_with_no_other_matter() -> None:
    file = replace(secret, kind=lm.FieldKind.FILE)
    opening = lm.Transition("open", None, SOUND.states[0], label="开", by=SOUND.transitions[0].by,
                            asks=(file,))  # fmt: skip
    target = lm.Mechanism("target", 1, "另一个", (opening,))
    over = lm.HandOver("target", shares={"secret": file})

    found = lm.check([asking(file, hands_over=over), target], [FILE], CLAUSES)

    wrong = "sealed file 'secret' belongs to one matter and cannot be shared"
    assert wrong in {each.message_en for each in found}


def told(case: lm.CaseView) -> str:
    return f"{case.facts['secret']}一案"


def told_by_another(case: lm.CaseView) -> str:
    return told(case)


def told_by_key(case: lm.CaseView) -> str:
    return str([case.facts.get(secret.key) for _ in range(1)])


def told_whether(case: lm.CaseView) -> bool:
    return lm.is_given(case, secret)


@pytest.mark.parametrize("is_sealed", [True, False])
@pytest.mark.parametrize("rule", [told, told_by_another, told_by_key])
def test_what_is_worked_out_of_a_secret_is_sealed(rule: Rule, *, is_sealed: bool) -> None:
    field = replace(secret, key="name", secrecy=Secrecy.PRIVACY if is_sealed else None)
    mechanism = asking(secret, computes=(lm.Computed(field, rule),))

    wrong = "sample.revise: 'name' is worked out of sealed field 'secret', and is not sealed"
    assert (wrong in messages(mechanism)) is not is_sealed
    assert ("name" in lm.sealed_fields(mechanism)[""]) is is_sealed


def test_whether_a_secret_is_given_may_be_worked_out() -> None:
    field = lm.Field("is_known", lm.FieldKind.BOOLEAN, "已填")

    found = messages(asking(secret, computes=(lm.Computed(field, told_whether),)))

    assert not any("is worked out of" in each for each in found)


def test_no_title_is_made_of_a_secret() -> None:
    found = messages(replace(asking(secret), titled="{secret}一案"))

    assert "sample: sealed field 'secret' stands in the title" in found


def test_what_counts_cases_or_stands_in_calendars_is_not_sealed() -> None:
    wrong = "sample: field 'secret' is shown everywhere and cannot be sealed"
    meeting = lm.Appointment(on=text, at=text, place=secret, states=())

    assert wrong in messages(replace(asking(secret), once=lm.Once(secret)))
    assert wrong in messages(replace(asking(secret), appointment=meeting))


@lm.explained("内容须是甲", "the text is 甲")
def reads(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    return case.facts.get("secret") == "甲"


@lm.explained("内容须是甲", "the text is 甲")
def reads_by_key(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    return case.facts.get(secret.key) == "甲"


@lm.explained("须填内容", "a text is given")
def asks(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    return lm.is_given(case, secret)


@pytest.mark.parametrize(
    ("guard", "is_wrong"), [(reads, True), (reads_by_key, True), (asks, False)]
)
def test_a_guard_asks_only_whether_a_secret_is_given(guard: lm.Guard, *, is_wrong: bool) -> None:
    wrong = "sample.revise: a guard may ask of sealed field 'secret' only whether it is given"

    found = messages(asking(secret, guard=lm.entered(guard)))

    assert any(each.startswith(wrong) for each in found) is is_wrong


def test_of_a_secret_paper_every_text_is_sealed() -> None:
    paper = replace(letter, secrecy=Secrecy.BUSINESS_SECRET)

    assert lm.sealed_fields(with_move("send", produces=paper, delivers=paper)) == {
        "": {"text": Secrecy.BUSINESS_SECRET}
    }


def test_of_a_secret_paper_every_file_is_sealed() -> None:
    file = lm.Field("proof", lm.FieldKind.FILE, "附件")
    paper = replace(letter, fields=(*letter.fields, file), secrecy=Secrecy.BUSINESS_SECRET)

    found = lm.sealed_files(with_move("send", produces=paper, delivers=paper))

    assert found == {"": {"proof"}}


def test_given_is_what_is_not_empty() -> None:
    assert lm.is_given(lm.CaseView("x", {"secret": "甲"}), secret)
    assert not lm.is_given(lm.CaseView("x", {"secret": ""}), secret)


def test_what_was_purged_is_not_given_any_more() -> None:
    text, file = PurgedText.of("【已清除】", "1", "2"), PurgedFile("3")

    for value in (text, file, [file]):
        assert not lm.is_given(lm.CaseView("x", {"secret": value}), secret)
    assert lm.is_given(lm.CaseView("x", {"secret": [file, "4"]}), secret)
