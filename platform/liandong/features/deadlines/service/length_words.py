"""What a limit gives, in words: 两个月, 45 日, every month by the 8th; pure."""

from liandong.calendars import Text

_UNITS = {
    "hour": Text("小时", "hour"),
    "day": Text("日", "day"),
    "working_day": Text("个工作日", "working day"),
    "month": Text("个月", "month"),
    "quarter": Text("个季度", "quarter"),
    "half_year": Text("个半年", "half-year"),
    "year": Text("年", "year"),
}
_ONCE = {
    "month": Text("每月一次", "once a month"),
    "quarter": Text("每季度一次", "once a quarter"),
    "half_year": Text("每半年一次", "once every half-year"),
    "year": Text("每年一次", "once a year"),
}
_SMALL = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_BOUNDS = {
    "at_least": Text("至少{}", "at least {}"),
    "before": Text("提前{}", "{} before"),
    "extension": Text("可延长{}", "{} more"),
}
_NOTHING = Text("没有期限", "no limit")
_STATED = Text("文书载明的期限", "what the document states")
_POINT = Text("规定的日子", "the day laid down")
_PAIR = 2


def length_words(
    length: int | None, counted_in: str | None, bound: str = "at_most", *, recurs: bool = False
) -> Text:
    """Return what a limit gives; `recurs` says that it is owed once in each natural period."""
    if recurs and counted_in in _ONCE:
        return _ONCE[counted_in]
    if counted_in == "stated":
        return _STATED
    if counted_in == "point":
        return Text(f"每月 {length} 日前", f"day {length} of the month") if length else _POINT
    if length is None or counted_in not in _UNITS:
        return _NOTHING
    said, form = _counted(length, counted_in), _BOUNDS.get(bound)
    return Text(form.zh.format(said.zh), form.en.format(said.en)) if form else said


def _counted(length: int, counted_in: str) -> Text:
    unit = _UNITS[counted_in]
    zh = f"两{unit.zh}" if length == _PAIR and counted_in != "day" else f"{length} {unit.zh}"
    number = _SMALL[length] if 0 < length < len(_SMALL) else str(length)
    return Text(zh, f"{number} {unit.en}{'' if length == 1 else 's'}")
