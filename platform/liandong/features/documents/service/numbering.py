"""Document numbers (发文字号) and the counting words of Chinese official letters."""

from liandong.features.documents.service.values import Open

_DIGITS = "〇一二三四五六七八九"
_TEN = 10
_HUNDRED = 100

NUMBER_MARK = "签发时编号"


def format_number(word: str, year: int, serial: int) -> str:
    """Return a document number after GB/T 9704: `惠检建〔2026〕12号`, serial without zeros.

    Raises:
        ValueError: The word is empty, or the year or the serial is no counting number.
    """
    if not word.strip() or year < 1 or serial < 1:
        raise ValueError(f"No document number: {word!r}, {year}, {serial}")
    return f"{word.strip()}〔{year}〕{serial}号"


def open_number(word: str, year: int) -> Open:
    """Return the number of a draft, whose serial is given when it is signed."""
    return Open(known=f"{word.strip()}〔{year}〕", mark=NUMBER_MARK)


def chinese_ordinal(number: int) -> str:
    """Return 1–99 as 一 … 九十九; above that, digits.

    Raises:
        ValueError: The number is smaller than one.
    """
    if number < 1:
        raise ValueError(f"Counting starts with 1: {number}")
    if number >= _HUNDRED:
        return str(number)
    tens, ones = divmod(number, _TEN)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
