"""The structure of a paper is refused at start, with file, line and the known words."""

import pytest

from liandong.kernel.yamlfile import parse
from liandong.mechanisms.checking.structures import check_structure
from mechanisms.samples import SOUND, point

SOUND_PAPER = """\
title: 样例
numbered: true
blocks:
  - paragraph: "{addressee}："
  - items: {rows: point, states: [done], text: "{text}"}
  - signature: issuer
  - date: signed
  - copies: point
"""


def refusals(text: str) -> list[str]:
    found = check_structure(parse(text, "letter.yaml"), SOUND)
    return [f"{each.where}: {each.message_en}" for each in found]


def test_sound_structure_has_no_problem() -> None:
    assert point in SOUND.rows
    assert refusals(SOUND_PAPER) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("blocks:", "unknownkey: 3\nblocks:",
         "3: unknown key 'unknownkey'; known are: title, numbered, blocks, head"),
        ("numbered: true", "numbered: true\nhead: x", "3: 'head' must stand here, as bool"),
        ("copies: point", "attachments: text", "8: unknown field for files 'text'; known are:"),
        ("numbered: true", "numbered: 1", "2: 'numbered' must stand here, as bool"),
        ("title: 样例\n", "", "1: 'title' must stand here, as str"),
        ("paragraph:", "paragraf:", "4: unknown block 'paragraf'; known are: heading, paragraph"),
        ("rows: point", "rows: pint", "5: unknown row type 'pint'; known are: point"),
        ("[done]", "[dun]", "5: unknown state 'dun'; known are:"),
        ('text: "{text}"', "txt: x", "5: 'text' is missing"),
        ('text: "{text}"', "text: x, txt: x", "5: unknown key 'txt'; known are: rows, states"),
        ("signature: issuer", "signature: boss",
         "6: unknown signature 'boss'; known are: issuer, addressee"),
        ("date: signed", "date: today", "7: unknown date 'today'; known are: signed, occurred"),
        ("copies: point", "copies: pint", "8: unknown row type 'pint'; known are: point"),
        ("date: signed", "date: signed\n    text: x", "7: a block is a mapping with exactly one"),
        ("- copies: point", "- copies: [", "9: not YAML"),
    ],
)  # fmt: skip
def test_wrong_structure_is_refused(old: str, new: str, says: str) -> None:
    assert old in SOUND_PAPER

    assert any(
        each.startswith(f"letter.yaml:{says}")
        for each in refusals(SOUND_PAPER.replace(old, new, 1))
    )
