"""What marshmallow and webargs say has its Chinese, whatever they say."""

import inspect
from collections.abc import Iterator

import pytest
from marshmallow import Schema, fields, validate

from liandong.web.wording import in_chinese

GIVEN = {"choices": "a, b", "other": "1", "min": "1", "max": "2", "equal": "3"}


def _messages() -> Iterator[str]:
    used = (fields.String, fields.Integer, fields.Float, fields.Boolean, fields.Date, fields.UUID)
    for kind in (*used, fields.List, fields.Dict, fields.Nested):
        for base in inspect.getmro(kind):
            yield from vars(base).get("default_error_messages", {}).values()
    yield from vars(Schema)["_default_error_messages"].values()
    yield from (validate.OneOf.default_message, validate.Regexp.default_message)
    lengths = validate.Length
    yield from (lengths.message_min, lengths.message_max, lengths.message_all)
    yield from (lengths.message_equal, validate.Equal.default_message)


#: Templates of kinds of field that have words of their own.
_TEMPLATES = {each for each in _messages() if "obj_type" in each or "{input}" in each}


@pytest.mark.parametrize("message", sorted(set(_messages()) - _TEMPLATES))
def test_every_message_has_words_of_its_own(message: str) -> None:
    said = in_chinese(message.format(**GIVEN))

    assert any("\u4e00" <= sign <= "\u9fff" for sign in said)
    assert said != in_chinese("Something that nobody foresaw.") or message.startswith("Invalid")


@pytest.mark.parametrize(
    ("message", "chinese"),
    [
        ("Must be greater than or equal to 1 and less than or equal to 200.", "要在 1 到 200 之间"),
        ("Must be greater than or equal to 1.", "不能小于 1"),
        ("Must be one of: issuer, addressee.", "只能填其中之一：issuer, addressee"),
        ("Longer than maximum length 200.", "最多 200 个"),
        ("已经是中文", "已经是中文"),
    ],
)
def test_what_is_filled_in_is_carried_over(message: str, chinese: str) -> None:
    assert in_chinese(message) == chinese
