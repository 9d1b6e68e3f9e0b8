"""Entered values are judged field by field, in both languages."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind

FILE_ID = "0190c0de-0000-7000-8000-000000000001"
COLOURS = lm.choices(red="红", blue="蓝")


def judge(kind: FieldKind, value: Any, **more: Any) -> list[tuple[str, str]]:
    field = Field("x", kind, label="项", **more)
    return [(p.where, p.message_en) for p in lm.validate_fields([field], {"x": value})]


@pytest.mark.parametrize(
    ("kind", "value", "more"),
    [
        (FieldKind.TEXT, "文字", {}),
        (FieldKind.TEXT, "文字", {"maximum": 2}),
        (FieldKind.LONG_TEXT, "长文", {}),
        (FieldKind.DATE, "2026-02-28", {}),
        (FieldKind.DATE, date(2026, 2, 28), {}),
        (FieldKind.TIME, "09:30", {}),
        (FieldKind.NUMBER, 0, {"minimum": 0}),
        (FieldKind.NUMBER, 1.5, {}),
        (FieldKind.NUMBER, Decimal("1.5"), {"maximum": 2}),
        (FieldKind.AMOUNT, 100, {"minimum": 100}),
        (FieldKind.BOOLEAN, False, {}),
        (FieldKind.CHOICE, "red", {"choices": COLOURS}),
        (FieldKind.CHOICE, ["red", "blue"], {"choices": COLOURS, "multiple": True}),
        (FieldKind.FILE, FILE_ID, {}),
        (FieldKind.TEXT, "", {"required": False}),
        (FieldKind.CHOICE, [], {"choices": COLOURS, "multiple": True, "required": False}),
    ],
)
def test_a_right_value_is_taken(kind: FieldKind, value: Any, more: dict[str, Any]) -> None:
    assert judge(kind, value, **more) == []


@pytest.mark.parametrize(
    ("kind", "value", "more", "message"),
    [
        (FieldKind.TEXT, 7, {}, "'x' must be text"),
        (FieldKind.TEXT, "  ", {}, "'x' must not be blank"),
        (FieldKind.LONG_TEXT, "三个字", {"maximum": 2}, "'x' takes 2 characters at most"),
        (FieldKind.DATE, "2026-02-30", {}, "'x' must be a day"),
        (FieldKind.DATE, 20260228, {}, "'x' must be a day"),
        (FieldKind.TIME, "9:30", {}, "'x' must be a time as 09:30"),
        (FieldKind.TIME, "24:10", {}, "'x' must be a time as 09:30"),
        (FieldKind.NUMBER, "7", {}, "'x' must be a number"),
        (FieldKind.NUMBER, True, {}, "'x' must be a number"),
        (FieldKind.NUMBER, 0, {"minimum": 1}, "'x' must be 1 at least"),
        (FieldKind.NUMBER, 9, {"maximum": 8}, "'x' must be 8 at most"),
        (FieldKind.AMOUNT, 1.5, {}, "'x' must be a whole number of fen"),
        (FieldKind.AMOUNT, True, {}, "'x' must be a whole number of fen"),
        (FieldKind.AMOUNT, -1, {"minimum": 0}, "'x' must be 0 at least"),
        (FieldKind.BOOLEAN, 1, {}, "'x' must be true or false"),
        (FieldKind.CHOICE, "green", {"choices": COLOURS}, "'x' must be one of: red, blue"),
        (FieldKind.CHOICE, "red", {"choices": COLOURS, "multiple": True}, "'x' must be a list"),
        (
            FieldKind.CHOICE,
            ["red", "green"],
            {"choices": COLOURS, "multiple": True},
            "'x' must be one of: red, blue",
        ),
        (FieldKind.FILE, "receipt.pdf", {}, "'x' must be the id of a stored file"),
        (FieldKind.TEXT, None, {}, "'x' is required"),
        (FieldKind.FILE, [], {"multiple": True}, "'x' is required"),
    ],
)
def test_a_wrong_value_is_named_by_its_path(
    kind: FieldKind, value: Any, more: dict[str, Any], message: str
) -> None:
    assert judge(kind, value, **more) == [("facts.x", message)]


def test_an_unknown_field_is_named() -> None:
    (problem,) = lm.validate_fields([], {"y": 1}, path="rows[0].facts")

    assert (problem.where, problem.message_en) == ("rows[0].facts.y", "there is no such field")


def test_the_words_name_the_label() -> None:
    field = Field("x", FieldKind.TEXT, label="标题")

    assert lm.validate_fields([field], {})[0].message_zh == "请填写“标题”"
    assert lm.validate_fields([field], {"x": 1})[0].message_zh == "“标题”要是文字"


def test_only_what_is_required_and_empty_is_missing() -> None:
    fields = [Field(key, FieldKind.NUMBER, label="项") for key in ("a", "b")]
    fields.append(Field("c", FieldKind.NUMBER, label="项").optional())

    assert [p.where for p in lm.missing_fields(fields, {"a": 0})] == ["facts.b"]
