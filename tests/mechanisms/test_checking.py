"""Each wrong declaration is refused at start, by name."""

from dataclasses import replace

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from mechanisms.samples import (
    A_01,
    A_03,
    CLAUSES,
    FILE,
    MOVES,
    SOUND,
    chief,
    closed,
    done,
    drafting,
    handler,
    issuer,
    late,
    letter,
    messages,
    open_,
    plus,
    point,
    problems,
    replied,
    sent,
    with_move,
    without_move,
)

lost, ghost = lm.states(lost="失落", ghost="无踪")
other = lm.RowType(
    "other", label="别的", transitions=(Move("add", None, ghost, label="加", by=handler),)
)
urgent = SOUND.variants[0]
monthly = lm.Obligation("monthly", label="月报", owed_by=issuer, limit=A_01, met_by=closed)


def without_guards() -> tuple[Move, ...]:
    return tuple(replace(move, guard=None) for move in MOVES.values())


def test_a_sound_mechanism_has_no_problem() -> None:
    assert problems(SOUND) == []


def test_counts_and_obligations_of_the_mechanism_have_no_problem() -> None:
    counts = (
        lm.cases(closed),
        lm.made("send"),
        lm.total(lm.rows(point, done)),
        lm.met(monthly),
        lm.due(A_01),
    )
    metrics = tuple(lm.Metric(f"m{i}", c, c, label="率") for i, c in enumerate(counts))

    assert problems(replace(SOUND, metrics=metrics, obligations=(monthly,))) == []


def test_a_cycle_with_a_way_out_is_lawful() -> None:
    assert problems(plus(Move("return", replied, drafting, label="退回", by=chief))) == []


def test_a_move_that_demands_the_end_of_a_limit_settles_it() -> None:
    guarded = with_move("drop", releases=(), guard=lm.all_of(lm.not_running(A_01)))

    assert problems(guarded) == []


def test_a_guard_that_speaks_of_another_limit_settles_nothing() -> None:
    guarded = with_move("drop", releases=(), guard=lm.not_running(A_03))

    assert messages(guarded) == {"sample: time limit 'A-01' still runs in final state 'closed'"}


def test_the_row_graph_is_checked_like_the_case() -> None:
    never = Move("revive", late, open_, label="恢复", by=chief, starts=(A_01,))
    changed = replace(point, transitions=(*point.transitions, never))

    assert "sample.point: time limit 'A-01' still runs in final state 'done'" in messages(
        replace(SOUND, rows=(changed,), transitions=without_guards())
    )


def test_one_version_is_declared_once() -> None:
    found = lm.check([SOUND, SOUND], [FILE], CLAUSES)

    assert [each.message_en for each in found] == ["version 1 is declared twice"]


def test_two_versions_stand_side_by_side() -> None:
    assert lm.check([SOUND, replace(SOUND, version=2)], [FILE], CLAUSES) == []


def test_every_problem_comes_at_once() -> None:
    twice_wrong = replace(without_move("open"), stated={})

    assert len(problems(twice_wrong)) > 1


def test_every_message_is_in_both_languages() -> None:
    broken = replace(without_move("open"), stated={}, metrics=SOUND.metrics * 2)
    found = problems(with_move("drop", releases=(), during=(sent,))) + problems(broken)

    assert len(found) > 3
    assert all(any("一" <= c <= "鿿" for c in each.message_zh) for each in found)
    assert all(each.message_en for each in found)


def test_declarations_can_be_keys() -> None:
    assert len({SOUND, replace(SOUND, version=2), point, letter, urgent, A_01}) == 6


def test_a_start_that_depends_on_a_reading_is_one_of_the_move() -> None:
    wrong = problems(with_move("close", where=(lm.where(A_01, "some.setting", value=True),)))

    assert [each.message_en for each in wrong] == [f"it does not start '{A_01.id}'"]


def test_a_limit_follows_only_what_the_same_move_begins() -> None:
    both = (lm.follows(A_01, A_03),)
    begins = next(m.key for m in SOUND.transitions if A_01 in m.starts)

    alone = with_move(begins, starts=(A_01,), opens=(), follows=both)
    together = with_move(begins, starts=(A_01,), opens=(A_03,), follows=both)

    assert f"sample.{begins}: it does not begin 'A-03'" in "\n".join(messages(alone))
    assert not [each for each in messages(together) if "does not begin" in each]
