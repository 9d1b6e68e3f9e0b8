"""Days and lengths as people read them, in Chinese and in English."""

from datetime import date
from typing import NamedTuple

_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_QUARTER = 3


class Text(NamedTuple):
    """The same words in both languages."""

    zh: str
    en: str

    def pick(self, language: str) -> str:
        """Return the words in a language: English for en, en_GB …, else Chinese."""
        return self.en if language.startswith("en") else self.zh


NOTHING = Text("", "")


def day_words(day: date, today: date) -> Text:
    """Return 5月6日, with the year unless it is this year."""
    if day.year != today.year:
        return dated_words(day)
    return Text(f"{day.month}月{day.day}日", f"{day.day} {_MONTHS_EN[day.month - 1]}")


def dated_words(day: date) -> Text:
    """Return 2026年5月6日."""
    month = _MONTHS_EN[day.month - 1]
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {month} {day.year}")


def month_words(day: date) -> Text:
    """Return 5月."""
    return Text(f"{day.month}月", _MONTHS_EN[day.month - 1])


def period_words(first: date, last: date) -> Text:
    """Return 2026年10月, 2026年第四季度, 2026年上半年 or 2026年, of a natural period."""
    year, months = first.year, last.month - first.month + 1
    if months == 1:
        return Text(f"{year}年{first.month}月", f"{_MONTHS_EN[first.month - 1]} {year}")
    if months == _QUARTER:
        n = first.month // _QUARTER
        return Text(f"{year}年第{'一二三四'[n]}季度", f"Q{n + 1} {year}")
    if months == 2 * _QUARTER:
        zh, en = ("上半年", "first") if first.month == 1 else ("下半年", "second")
        return Text(f"{year}年{zh}", f"{en} half of {year}")
    return Text(f"{year}年", f"{year}")


def weekday_words(day: date) -> Text:
    """Return 周三."""
    return Text(f"周{_WEEKDAYS_ZH[day.weekday()]}", _WEEKDAYS_EN[day.weekday()])


def full_day_words(day: date, today: date) -> Text:
    """Return 5月6日 周三."""
    words, weekday = day_words(day, today), weekday_words(day)
    return Text(f"{words.zh} {weekday.zh}", f"{weekday.en} {words.en}")


def range_words(first: date, last: date, today: date) -> Text:
    """Return 5月1日至5日, or the one day."""
    start, end = day_words(first, today), day_words(last, today)
    if first == last:
        return start
    if (first.year, first.month) == (last.year, last.month):
        return Text(f"{start.zh}至{last.day}日", f"{first.day} to {end.en}")
    return Text(f"{start.zh}至{end.zh}", f"{start.en} to {end.en}")


def days_words(n: int) -> Text:
    """Return 9 天."""
    return Text(f"{n} 天", f"{n} day{'' if n == 1 else 's'}")


def joined(*parts: Text) -> Text:
    """Return the parts that say something, as one line."""
    said = [part for part in parts if part != NOTHING]
    return Text("，".join(part.zh for part in said), ", ".join(part.en for part in said))


def working_days_words(n: int) -> Text:
    """Return 4 个工作日."""
    return Text(f"{n} 个工作日", f"{n} working day{'' if n == 1 else 's'}")
