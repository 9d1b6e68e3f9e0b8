from typing import Any

import pytest

from liandong.features.documents.service import (
    MissingValuesError,
    StructureError,
    UnknownPlaceholderError,
    compose,
    placeholders,
)
from liandong.features.documents.service.layout import lines
from liandong.features.documents.service.letters import Items, Paragraph, Run, plain

Values = dict[str, Any]


def test_a_draft_marks_what_is_still_awaited(structure: Values, values: Values) -> None:
    letter = compose(structure, values, draft=True)

    assert letter.blocks[-1] == Paragraph(
        (Run("如有异议，请在收到之日起"), Run("待填", is_open=True), Run("日内书面提出。"))
    )
    assert letter.number == (Run("惠检建〔2026〕"), Run("签发时编号", is_open=True))


def test_a_final_letter_with_open_places_is_refused_and_names_each(
    structure: Values, values: Values
) -> None:
    with pytest.raises(MissingValuesError) as refused:
        compose(structure, values, draft=False)

    assert [problem.where for problem in refused.value.problems] == ["days", "number"]


def test_a_signed_letter_has_no_mark_and_no_seal_note(structure: Values, signed: Values) -> None:
    letter = compose(structure, signed, draft=False)

    assert plain(letter.number) == "惠检建〔2026〕12号"
    assert plain(letter.date) == "2026年4月27日"
    assert letter.seal_note == ""
    assert letter.copies == ("惠济区人民政府", "惠济区司法局")


def test_an_undeclared_field_is_named_even_in_a_draft(structure: Values, values: Values) -> None:
    structure["blocks"].append({"kind": "paragraph", "text": "{fact}与{harm}"})

    with pytest.raises(UnknownPlaceholderError, match=r"(?s)fact.*harm"):
        compose(structure, values, draft=True)


def test_all_faults_of_a_structure_are_listed_at_once() -> None:
    faulty = {
        "titel": "x",
        "blocks": [
            {"kind": "table"},
            {"kind": "paragraph", "txet": "x"},
            {"kind": "paragraph", "text": "{a"},
            {"kind": "paragraph", "text": "{a.b!r}"},
            {"kind": "heading", "text": "x", "level": 3},
            "x",
        ],
    }

    with pytest.raises(StructureError) as refused:
        compose(faulty, {}, draft=True)

    places = [problem.where for problem in refused.value.problems]
    assert places == [
        "title",
        "titel",
        "blocks[0]",
        "blocks[1]",
        "blocks[1]",
        "blocks[2]",
        "blocks[3]",
        "blocks[4]",
        "blocks[5]",
    ]


def test_blocks_that_are_no_list_are_refused() -> None:
    with pytest.raises(StructureError, match="blocks"):
        compose({"title": "函"}, {}, draft=True)


def test_items_may_be_rows_with_fields_of_their_own(structure: Values, signed: Values) -> None:
    structure["blocks"] = [{"kind": "items", "of": "items", "text": "{text}（{adoption}）"}]
    signed["items"] = [
        {"text": "划定区域", "adoption": "采纳"},
        {"text": "清理", "adoption": "不采纳"},
    ]

    letter = compose(structure, signed, draft=False)

    (items,) = letter.blocks
    assert isinstance(items, Items)
    assert [plain(text) for text in items.texts] == ["划定区域（采纳）", "清理（不采纳）"]


def test_a_draft_without_items_shows_one_open_item(structure: Values, values: Values) -> None:
    letter = compose(structure, {**values, "items": []}, draft=True)

    assert Items(((Run("待填", is_open=True),),)) in letter.blocks


def test_a_final_letter_needs_its_items(structure: Values, signed: Values) -> None:
    with pytest.raises(MissingValuesError, match="items"):
        compose(structure, {**signed, "items": None}, draft=False)


def test_items_written_in_lines_are_counted_one_by_one(structure: Values, signed: Values) -> None:
    letter = compose(structure, {**signed, "items": "甲\n\n乙"}, draft=False)

    assert Items(((Run("甲"),), (Run("乙"),))) in letter.blocks


def test_each_line_that_was_typed_becomes_a_paragraph(structure: Values, signed: Values) -> None:
    letter = compose(structure, {**signed, "facts": "甲\r\n\n乙"}, draft=False)

    assert letter.blocks[1:3] == (Paragraph((Run("甲"),)), Paragraph((Run("乙"),)))


def test_braces_that_were_typed_stay_what_they_are(structure: Values, signed: Values) -> None:
    letter = compose(structure, {**signed, "facts": "{items} {{x}}"}, draft=False)

    assert letter.blocks[1] == Paragraph((Run("{items} {{x}}"),))


def test_a_block_with_a_condition_stands_only_if_the_field_has_a_value(
    structure: Values, signed: Values
) -> None:
    structure["blocks"] = [{"kind": "paragraph", "when": "urgency", "text": "{urgency}"}]

    without = compose(structure, {**signed, "urgency": None}, draft=False)
    having = compose(structure, {**signed, "urgency": "情况紧急"}, draft=False)

    assert without.blocks == ()
    assert having.blocks == (Paragraph((Run("情况紧急"),)),)


def test_a_paper_may_go_without_number_and_addressee(structure: Values, signed: Values) -> None:
    letter = compose({**structure, "number": None, "addressee": None}, signed, draft=False)

    assert letter.number is None
    assert letter.addressee is None


@pytest.mark.parametrize(
    ("value", "shown"), [(True, "是"), (False, "否"), (12, "12"), (["甲", "", "乙"], "甲、乙")]
)
def test_a_value_is_written_as_officials_write_it(
    structure: Values, signed: Values, value: object, shown: str
) -> None:
    letter = compose(structure, {**signed, "facts": value}, draft=False)

    assert letter.blocks[1] == Paragraph((Run(shown),))


def test_no_copies_leave_no_line(structure: Values, signed: Values) -> None:
    assert compose(structure, {**signed, "copies": []}, draft=False).copies == ()


def test_the_fields_of_a_structure_can_be_checked_before_any_case(structure: Values) -> None:
    assert placeholders(structure) == {
        "issuer",
        "number",
        "addressee",
        "facts",
        "basis",
        "items",
        "days",
        "issued_on",
        "copies",
    }


def test_a_heading_goes_with_its_values_and_the_others_are_counted_anew(
    structure: Values, signed: Values
) -> None:
    structure["blocks"] = [
        {"kind": "heading", "text": "一、事实"},
        {"kind": "paragraph", "text": "{facts}"},
        {"kind": "heading", "text": "二、处理建议"},
        {"kind": "paragraph", "text": "{advice}"},
        {"kind": "heading", "text": "三、不能提供的"},
        {"kind": "items", "of": "rows", "states": ["unavailable"], "text": "{text}"},
        {"kind": "heading", "text": "四、要求"},
        {"kind": "paragraph", "text": "请及时回复本院。"},
    ]
    given = {**signed, "advice": None, "rows": [{"text": "甲", "state_key": "given"}]}

    letter = compose(structure, given, draft=False, optional={"advice"})

    texts = [plain(each.text) for each in letter.blocks if not isinstance(each, Items)]
    assert texts == ["一、事实", signed["facts"], "二、要求", "请及时回复本院。"]


def test_a_heading_left_alone_is_not_counted(structure: Values, signed: Values) -> None:
    structure["blocks"] = [
        {"kind": "heading", "text": "一、事实"},
        {"kind": "paragraph", "text": "{facts}"},
        {"kind": "heading", "text": "二、建议"},
        {"kind": "paragraph", "text": "{advice}"},
    ]

    letter = compose(structure, {**signed, "advice": None}, draft=False, optional={"advice"})

    assert plain(letter.blocks[0].text) == "事实"  # type: ignore[union-attr]


def test_a_value_gives_up_its_full_stop_before_a_mark(structure: Values, signed: Values) -> None:
    structure["blocks"] = [{"kind": "paragraph", "text": "{facts}。完成日期：{day}。"}]

    letter = compose(structure, {**signed, "facts": "已改正。", "day": "5月1日"}, draft=False)

    assert letter.blocks == (
        Paragraph((Run("已改正"), Run("。完成日期："), Run("5月1日"), Run("。"))),
    )


def test_attachments_are_listed_below_the_body(structure: Values, signed: Values) -> None:
    structure["blocks"].insert(2, {"kind": "attachments", "of": "files"})
    given = {**signed, "files": ["现场笔录", "照片"]}

    shown = list(lines(compose(structure, given, draft=False)))

    found = [(line.label, plain(line.text)) for line in shown if line.kind == "attachment"]
    assert found == [("附件：", "1. 现场笔录"), ("\u3000\u3000\u3000", "2. 照片")]
    without = compose(structure, {**signed, "files": []}, draft=False)
    assert without.attachments == ()


def test_a_form_has_no_red_head_and_every_signer_a_line(signed: Values) -> None:
    short = {
        "title": "宣告送达笔录",
        "numbered": False,
        "head": False,
        "blocks": [{"paragraph": "送达"}, {"signature": "issuer"}, {"signature": "addressee"}],
    }

    shown = list(lines(compose(short, signed, draft=False)))

    assert [line.kind for line in shown] == ["title", "paragraph", "signature", "signature"]
    assert [line.gap for line in shown] == [0, 0, 2, 0]


def test_of_several_addressees_whoever_is_missing_is_left_out(signed: Values) -> None:
    short = {
        "title": "请求函",
        "numbered": True,
        "blocks": [{"paragraph": "{issuer}、{assistant}："}, {"paragraph": "请协助。"}],
    }
    given = {**signed, "own_number": "惠引证〔2026〕1号", "assistant": None}

    letter = compose(short, given, draft=False, optional={"assistant"})

    assert plain(letter.addressee) == signed["issuer"]


def test_a_sentence_that_ends_in_a_colon_is_no_addressee(signed: Values) -> None:
    short = {
        "title": "终结审查决定书",
        "numbered": False,
        "blocks": [{"paragraph": "本院在审查中，出现下列情形："}, {"paragraph": "{facts}"}],
    }

    assert compose(short, signed, draft=False).addressee is None
