import pytest

from liandong.features.documents.service import format_number
from liandong.features.documents.service.numbering import chinese_ordinal


def test_a_number_has_six_cornered_brackets_and_no_zeros() -> None:
    assert format_number("惠检建", 2026, 12) == "惠检建〔2026〕12号"


@pytest.mark.parametrize(("word", "year", "serial"), [("", 2026, 1), ("惠", 2026, 0), ("惠", 0, 1)])
def test_a_number_without_word_year_or_serial_is_refused(word: str, year: int, serial: int) -> None:
    with pytest.raises(ValueError, match="No document number"):
        format_number(word, year, serial)


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")],
)
def test_points_are_counted_in_chinese(number: int, word: str) -> None:
    assert chinese_ordinal(number) == word


def test_counting_starts_with_one() -> None:
    with pytest.raises(ValueError, match="starts with 1"):
        chinese_ordinal(0)
