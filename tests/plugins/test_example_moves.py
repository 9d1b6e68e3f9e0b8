"""Runs the examples of moves in `examples/<mechanism>.yaml` of every plugin.

An example of a move gives `fire`, `from` (the state of the case), `occurred_on`, and `lands_in` or
`refused` (a RefusalCode); `row`
and `row_from` make it a move of one row. It may set the scene with `by` (duty@part, else the first
actor), `facts` (entered; null leaves a field empty), `rows` (type: states), `along` (type: moves,
one for each row of the type), `deadlines` (limit: due day, running unless it stands in `paused`;
`stated` are those that the paper states), `ended`, `enabled`,
`unit` (of who fires), `case_facts` (what stands in the case), `row_facts` (type: what stands in
its rows, one after the other), `ladder` (the county's rungs), `settings` (what the county states),
`lines` (table: how many), `received_on` and `contest_until`, `begun` (what the case handed over: by
which `move`, whether the addressee was `told`, the `number` and day of its `served` paper).
"""

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import liandong.mechanisms as lm
import liandong_plugins
from liandong.mechanisms.conditions import Explained, parts_of
from support.declared import examples_in

PLUGINS = Path(liandong_plugins.__file__).parent
SAMPLES: dict[lm.FieldKind, Any] = {
    lm.FieldKind.TEXT: "某某",
    lm.FieldKind.LONG_TEXT: "某某情况",
    lm.FieldKind.DATE: "2026-04-01",
    lm.FieldKind.TIME: "09:30",
    lm.FieldKind.MONTH: "2026-03",
    lm.FieldKind.NUMBER: 10,
    lm.FieldKind.AMOUNT: 10000,
    lm.FieldKind.BOOLEAN: True,
    lm.FieldKind.UNIT: "0190c0de-0000-7000-8000-000000000002",
    lm.FieldKind.FILE: "0190c0de-0000-7000-8000-000000000000",
}
FILES = sorted(PLUGINS.glob("*/examples/*.yaml"))


def load(path: Path) -> tuple[lm.Mechanism, list[dict[str, Any]]]:
    module = import_module(f"liandong_plugins.{path.parts[-3]}.{path.stem}")
    return module.MECHANISM, examples_in(path)


def examples() -> Iterator[Any]:
    for path in FILES:
        mechanism, found = load(path)
        for each in found:
            yield pytest.param(mechanism, path, each, id=f"{path.stem}-{each['name']}")


MOVES = [each for each in examples() if "fire" in each.values[2]]


@pytest.mark.parametrize(("mechanism", "path", "example"), MOVES)
def test_a_move_ends_as_its_example_says(
    mechanism: lm.Mechanism, path: Path, example: dict[str, Any]
) -> None:
    outcome = run(mechanism, example)

    if isinstance(outcome, lm.Refusal):
        assert outcome.code == example.get("refused"), (path.name, outcome)
    else:
        landed = outcome.rows[0].state if "row" in example else outcome.state
        assert landed.key == example.get("lands_in")


def run(mechanism: lm.Mechanism, example: dict[str, Any]) -> lm.Landing | lm.Refusal:
    row = mechanism.row(example["row"]) if "row" in example else None
    move = (row or mechanism).transition(example["fire"])
    by = held(example["by"]) if "by" in example else move.actors[0].held
    facts = entered(mechanism, move, by, example.get("facts", {}))
    if row is None:
        rows = tuple(carried(mechanism, by, example))
        fire = lm.Fire(move.key, example["occurred_on"], facts, rows, frozenset({by}))
    else:
        row_id = None if move.creates else f"{row.key}-0"
        moved = (lm.RowFire(row.key, move.key, row_id, facts),)
        fire = lm.Fire(None, example["occurred_on"], rows=moved, by=frozenset({by}))
    return lm.decide(mechanism, scene(example), fire)


def scene(example: dict[str, Any]) -> lm.CaseView:
    rows = dict(example.get("rows", {}))
    if "row_from" in example:
        rows[example["row"]] = [example["row_from"]]
    stated, paused = example.get("stated", []), example.get("paused", [])
    deadlines = {
        limit: lm.DeadlineView(
            day,
            lm.DeadlineState.SUSPENDED if limit in paused else lm.DeadlineState.RUNNING,
            is_stated=limit in stated,
        )
        for limit, day in example.get("deadlines", {}).items()
    }
    for limit in example.get("ended", []):
        deadlines[limit] = lm.DeadlineView(date.min, lm.DeadlineState.ENDED)
    enabled = example.get("enabled")
    return lm.CaseView(
        example["from"],
        facts={key: str_days(value) for key, value in example.get("case_facts", {}).items()},
        received_on=example.get("received_on"),
        contest_until=example.get("contest_until"),
        rows=tuple(
            lm.RowView(f"{kind}-{i}", kind, state, stands(example, kind, i))
            for kind, found in rows.items()
            for i, state in enumerate(found)
        ),
        deadlines=deadlines,
        enabled=None if enabled is None else frozenset(enabled),
        ladder=tuple(example.get("ladder", ())),
        settings=example.get("settings"),
        lines=example.get("lines", {}),
        unit=example.get("unit"),
        begun=tuple(begun(each) for each in example.get("begun", ())),
    )


def begun(told: dict[str, Any]) -> lm.BegunView:
    units = frozenset({SAMPLES[lm.FieldKind.UNIT]} if told.get("told") else ())
    return lm.BegunView(told["move"], units, told.get("number"), told.get("served"))


def stands(example: dict[str, Any], kind: str, number: int) -> dict[str, Any]:
    found = example.get("row_facts", {}).get(kind, [])[number:][:1]
    return {key: str_days(value) for each in found for key, value in each.items()}


def carried(mechanism: lm.Mechanism, by: lm.Held, example: dict[str, Any]) -> Iterator[lm.RowFire]:
    for kind, keys in example.get("along", {}).items():
        for i, key in enumerate(keys):
            move = mechanism.row(kind).transition(key)
            yield lm.RowFire(kind, key, f"{kind}-{i}", entered(mechanism, move, by, {}))


def entered(
    mechanism: lm.Mechanism, move: lm.Transition, by: lm.Held, given: dict[str, Any]
) -> dict[str, Any]:
    """What the example gives, and a sample for whatever else is required."""
    variant = mechanism.variant(given.get(lm.VARIANT))
    required = [f for f in (*move.inputs, *(variant.asks if variant else ())) if f.required]
    return {f.key: sample(f, by) for f in required} | {k: str_days(v) for k, v in given.items()}


def str_days(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def sample(field: lm.Field, by: lm.Held) -> Any:
    if field.kind is lm.FieldKind.CHOICE:
        value: Any = field.for_holder({by}).choices[0].key
    else:
        value = SAMPLES[field.kind]
    return [value] if field.multiple else value


def held(text: str) -> lm.Held:
    duty, part = text.split("@")
    return lm.Part(part), duty


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_move_has_an_example_in_which_it_lands(path: Path) -> None:
    mechanism, found = load(path)
    landed = {
        (each.get("row"), key) for each in found if "lands_in" in each for key in [each["fire"]]
    } | {
        (kind, key)
        for each in found
        if "lands_in" in each
        for kind, keys in each.get("along", {}).items()
        for key in keys
    }

    unshown = [
        (row.key if row else None, move.key)
        for row, move in mechanism.moves
        if (row.key if row else None, move.key) not in landed
    ]

    assert unshown == []


def moves_of(example: dict[str, Any]) -> list[tuple[str | None, str]]:
    """The move of an example, and those of the rows that go along with it."""
    along = example.get("along", {}).items()
    rows = [(kind, key) for kind, keys in along for key in keys]
    return [(example.get("row"), example["fire"]), *rows]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_part_of_every_guard_refuses_in_an_example(path: Path) -> None:
    mechanism, found = load(path)
    refused = {
        (*moved, outcome.message_zh)
        for each in found
        if each.get("refused") == "guard"
        and isinstance(outcome := run(mechanism, each), lm.Refusal)
        for moved in moves_of(each)
    }

    wanted = {
        (row.key if row else None, move.key, reason(part))
        for row, move in mechanism.moves
        if move.otherwise is None
        for part in parts_of(move.guard)
    }

    assert wanted - refused == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_other_landing_has_an_example(path: Path) -> None:
    mechanism, found = load(path)
    landed = {(each.get("row"), each.get("fire"), each.get("lands_in")) for each in found}

    wanted = {
        (row.key if row else None, move.key, move.otherwise.key)
        for row, move in mechanism.moves
        if move.otherwise is not None
    }

    assert wanted - landed == set()


def reason(part: Any) -> str:
    if isinstance(part, Explained):
        return part.zh
    words: tuple[str, str] = part.why_not(lm.CaseView(None), date.min)
    return words[0]
