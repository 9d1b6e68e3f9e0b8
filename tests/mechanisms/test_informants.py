"""Who informs is shown to the unit that was told and to the procuratorate, to nobody else."""

from dataclasses import replace
from typing import Any

import pytest

import liandong.mechanisms as lm
from liandong.mechanisms import Secrecy, duties, roles
from liandong.mechanisms import Transition as Move
from mechanisms.samples import CLAUSES, FILE, SOUND, messages, point, text, with_move

source = replace(text, key="source", secrecy=Secrecy.INFORMANT)
unit = lm.Field("unit", lm.FieldKind.UNIT, label="所涉单位")
WRONG = "informant field 'source' would be shown to the {}: ask it internally"

procuratorate = lm.Party(lm.Part.ISSUER, held_by=roles.procuratorate)
teller = lm.Party(lm.Part.APPLICANT, held_by=roles.any_unit)
concerned = lm.Party(lm.Part.ADDRESSEE, held_by=roles.any_unit)
begun, told, ended = lm.states(begun="起草", told="已移送", ended="办结")
clue = lm.DocumentType(
    "clue", label="函", fields=(source,),
    approval=lm.Approval(duties.handler @ teller, None, duties.unit_head @ teller),
)  # fmt: skip


def telling(*more: Move, **changes: Any) -> lm.Mechanism:
    """Return a mechanism in which a unit tells the procuratorate in a letter who informed it."""
    head, prosecutor = duties.unit_head @ teller, duties.prosecutor @ procuratorate
    send = Move("send", begun, told, label="移送", by=head, produces=clue, tells=(procuratorate,))
    moves = (
        Move("open", None, begun, label="拟移送", by=duties.handler @ teller, asks=(source,),
             names=(lm.one(procuratorate),)),
        replace(send, **changes),
        Move("close", told, ended, label="办结", by=prosecutor),
    )  # fmt: skip
    return lm.Mechanism("telling", 1, "移送线索", (*moves, *more))


def found(mechanism: lm.Mechanism) -> set[str]:
    return {each for each in messages(mechanism) if "informant" in each}


def test_an_open_field_would_be_read_by_the_unit_concerned() -> None:
    asking = with_move("revise", asks=(source,))

    assert found(asking) == {f"sample.revise: {WRONG.format('addressee')}"}


def test_an_internal_move_keeps_it_inside() -> None:
    assert not found(with_move("revise", asks=(source,), internal=True))


def test_who_can_take_no_part_whatever_the_act_is_not_shown_it() -> None:
    asking = with_move("revise", asks=(source, unit))

    assert not found(replace(asking, kept_from=unit))


@pytest.mark.parametrize("is_internal", [True, False])
def test_a_row_that_comes_out_takes_it_along(*, is_internal: bool) -> None:
    first, *rest = point.transitions
    asking = replace(first, asks=(text, source), internal=True)
    row = replace(point, internal=is_internal, transitions=(asking, *rest))

    wrong = {f"sample.point.add: {WRONG.format('addressee')}"}
    assert found(replace(SOUND, rows=(row,))) == (set() if is_internal else wrong)


def test_a_letter_to_the_procuratorate_alone_may_state_it() -> None:
    assert not found(telling())


def test_a_unit_that_comes_later_would_read_the_letter_too() -> None:
    late = Move("bring_in", told, lm.SAME, label="通知", by=duties.prosecutor @ procuratorate,
                names=(lm.one(concerned),), tells=(concerned,))  # fmt: skip

    wrong = WRONG.format("addressee")
    assert found(telling(late)) == {f"telling.open: {wrong}", f"telling.send: {wrong}"}
    elsewhere = lm.states(elsewhere="另案")[0]
    begin = replace(late, key="begin", source=None, target=elsewhere)
    end = Move("end", elsewhere, ended, label="终结", by=late.by)
    assert not found(telling(begin, end))


def test_a_copy_would_show_it_to_whom_the_county_names() -> None:
    wrong = WRONG.format("copied")
    assert found(telling(copies=True)) == {f"telling.open: {wrong}", f"telling.send: {wrong}"}


@pytest.mark.parametrize("kind", [Secrecy.INFORMANT, Secrecy.PRIVACY])
def test_a_hand_over_keeps_its_class(kind: Secrecy) -> None:
    there = replace(text, key="there", secrecy=kind)
    opening = replace(telling().transitions[0], asks=(there,))
    target = lm.Mechanism("target", 1, "另一个", (opening,))
    over = lm.HandOver("target", shares={"there": source})
    asking = with_move("revise", asks=(source,), internal=True, hands_over=over)

    said = {each.message_en for each in lm.check([asking, target], [FILE], CLAUSES)}

    wrong = "informant field 'source' is shared as 'there', which is none there"
    assert (wrong in said) is (kind is not Secrecy.INFORMANT)
