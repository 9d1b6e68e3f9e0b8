from dataclasses import replace
from typing import Any

import pytest

from liandong.features.documents.service import compose, to_html_blocks
from liandong.features.documents.service.layout import issuer_pt, sign_off_indents
from liandong.features.documents.service.letters import Letter, Run

Values = dict[str, Any]


@pytest.fixture
def draft(structure: Values, values: Values) -> Letter:
    return compose(structure, values, draft=True)


def test_the_preview_has_every_line_in_order(draft: Letter) -> None:
    kinds = [block["kind"] for block in to_html_blocks(draft)]

    assert kinds == [
        *("draft", "issuer", "number", "title", "addressee", "heading", "paragraph", "paragraph"),
        *("item", "item", "paragraph", "signature", "date", "seal_note", "copies"),
    ]


def test_the_preview_tells_open_places_from_text(draft: Letter) -> None:
    (number,) = [block for block in to_html_blocks(draft) if block["kind"] == "number"]

    assert number["runs"] == [
        {"text": "惠检建〔2026〕", "is_open": False},
        {"text": "签发时编号", "is_open": True},
    ]


def test_items_are_counted_in_the_preview(draft: Letter) -> None:
    labels = [block["label"] for block in to_html_blocks(draft) if block["kind"] == "item"]

    assert labels == ["（一）", "（二）"]


def test_a_short_title_is_set_apart_and_a_long_one_is_not(draft: Letter) -> None:
    long = replace(draft, title=(Run("关于规范停放管理的检察建议书"),))

    spaced = [
        next(b["is_spaced"] for b in to_html_blocks(letter) if b["kind"] == "title")
        for letter in (draft, long)
    ]
    assert spaced == [True, False]


def test_a_signed_letter_carries_no_draft_mark(structure: Values, signed: Values) -> None:
    blocks = to_html_blocks(compose(structure, signed, draft=False))

    assert blocks[0]["kind"] == "issuer"


def test_the_name_is_centred_on_a_date_four_characters_from_the_edge(draft: Letter) -> None:
    short = replace(draft, signature_unit=(Run("某" * 8),))

    assert sign_off_indents(short) == (4 + (6.5 - 8) / 2, 4)


def test_a_long_name_keeps_two_characters_and_draws_the_date_along(draft: Letter) -> None:
    long = replace(draft, signature_unit=(Run("某" * 20),))

    assert sign_off_indents(long) == (2, 2 + (20 - 6.5) / 2)


@pytest.mark.parametrize(("n_characters", "size"), [(4, 38), (11, 36), (30, 22)])
def test_the_red_head_shrinks_with_the_length_of_the_name(
    draft: Letter, n_characters: int, size: int
) -> None:
    assert issuer_pt(replace(draft, issuer_name=(Run("某" * n_characters),))) == size


def test_a_letter_may_close_with_a_formula_and_do_without_the_rest() -> None:
    structure = {
        "title": "异议答复函",
        "number": None,
        "addressee": None,
        "closing": "特此函复。",
        "blocks": [{"kind": "heading", "level": 2, "text": "（一）理由"}],
    }

    blocks = to_html_blocks(compose(structure, {"issuer": "某院"}, draft=False))

    kinds = [block["kind"] for block in blocks]
    assert kinds == ["issuer", "number", "title", "subheading", "closing"]
