"""Cells as they come out of Excel, made plain: digits, blanks, days, phone numbers; pure."""

import re
import unicodedata
from datetime import date, datetime
from typing import Any

from openpyxl.utils.datetime import from_excel

_HAN = r"[\u3400-\u9fff]"
_BETWEEN = re.compile(rf"(?<={_HAN}) +(?={_HAN})")
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff]")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+[0:]+)?")
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"[2-6]\d{4}")
_NUMBERING = re.compile(r"^(?:\(\d{1,3}\)|（\d{1,3}）|\d{1,3}[、.．)）])\s*")
_PHONE = re.compile(r"1\d{10}|(?:0\d{2,3}-?)?\d{7,8}(?:-\d{1,6})?|\d{3,6}")
_PHONES_APART = re.compile(r"[、，,;；/\n]| (?=1\d{10}|0\d{2})")
_SPREAD = re.compile(r"1\d{2}-\d{4}-\d{4}")
_FLOAT = re.compile(r"\d{7,}\.0|\d\.\d+[eE]\+?\d{1,2}")
_PEOPLE_APART = re.compile(r"[、，,;；/\n]|(?<=\S\S) (?=\S\S)")
#: The number of an identity card: it stands in no roster.
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?!\d)")
LONGEST = 200


def plain(raw: Any) -> str:
    """Return what a cell says, as narrow digits and letters, with single blanks."""
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime | date):
        return raw.isoformat()[:10]
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", str(raw))).translate(_WIDE)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(filter(None, lines))


def joined(text: str) -> str:
    """Return a text without the blanks that only spread it out: 王　璐 is 王璐."""
    return _BETWEEN.sub("", text.replace("\n", ""))


def unnumbered(text: str) -> str:
    """Return a name without the number that stands before it."""
    return _NUMBERING.sub("", text)


def is_several_people(text: str) -> bool:
    """Say whether a cell seems to name more than one person."""
    return _PEOPLE_APART.search(text.strip()) is not None


def holds_identity(text: str) -> bool:
    """Say whether a text holds the number of an identity card."""
    return _IDENTITY.search(text) is not None


def as_phones(text: str) -> str | None:
    """Return the numbers of a cell, separated by 、; None where one cannot be a phone number."""
    narrow = unicodedata.normalize("NFKC", text).replace("—", "-")
    found = [_phone(part.strip()) for part in _PHONES_APART.split(narrow) if part.strip()]
    if not all(map(_PHONE.fullmatch, found)):
        return None
    return "、".join(dict.fromkeys(found))


def _phone(said: str) -> str:
    """Return a number as it is dialled, whatever Excel or a typist made of it."""
    number = str(int(float(said))) if _FLOAT.fullmatch(said) else said
    number = re.sub(r"\((0\d{2,3})\)-?", r"\1-", re.sub(r"\s", "", number))
    number = number.removeprefix("+86")
    return number.replace("-", "") if _SPREAD.fullmatch(number) else number


def as_day(text: str) -> str | None:
    """Return a day as ISO text; None where the text is no day."""
    said = unicodedata.normalize("NFKC", text).strip()
    if _SERIAL.fullmatch(said):
        day = from_excel(int(said))
        return day.date().isoformat() if isinstance(day, datetime) else None
    found = _DAY.fullmatch(said) or _RUN.fullmatch(said)
    try:
        return date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None
