"""Chinese for what marshmallow and webargs say in English about a request."""

import re

_KNOWN = {
    "Missing data for required field.": "要填这一项",
    "Field may not be null.": "要填这一项",
    "Unknown field.": "没有这一项",
    "Invalid value.": "这一项填得不对",
    "Invalid input.": "这一项填得不对",
    "Invalid input type.": "格式不对",
    "Invalid type.": "格式不对",
    "Invalid JSON body.": "请求正文不是有效的 JSON",
    "Not a valid boolean.": "要填是或否",
    "Not a valid date.": "日期写成 2026-04-30 这样",
    "Not a valid datetime.": "时刻写成 2026-04-30T10:00:00+08:00 这样",
    "Not a valid integer.": "要填整数",
    "Not a valid list.": "要填一个列表",
    "Not a valid mapping type.": "要填一个对象",
    "Not a valid number.": "要填数字",
    "Not a valid string.": "要填文字",
    "Not a valid time.": "时间写成 10:00:00 这样",
    "Not a valid utf-8 string.": "文字要用 UTF-8 编码",
    "Not a valid UUID.": "不是有效的编号",
    "Number too large.": "数字太大",
    "Special numeric values (nan or infinity) are not permitted.": "要填普通的数字",
    "String does not match expected pattern.": "写法不对",
}
_PATTERNS = (
    (r"Must be one of: (.*)\.", "只能填其中之一：{}"),
    (r"Must be equal to (.*)\.", "只能填 {}"),
    (r"Shorter than minimum length (\d+)\.", "至少 {} 个"),
    (r"Longer than maximum length (\d+)\.", "最多 {} 个"),
    (r"Length must be between (\d+) and (\d+)\.", "要有 {} 到 {} 个"),
    (r"Length must be (\d+)\.", "要有 {} 个"),
    (
        r"Must be greater than or equal to (\S+) and less than or equal to (\S+)\.",
        "要在 {} 到 {} 之间",
    ),
    (r"Must be greater than or equal to (\S+)\.", "不能小于 {}"),
    (r"Must be less than or equal to (\S+)\.", "不能大于 {}"),
    (r"Must be greater than (\S+)\.", "要大于 {}"),
    (r"Must be less than (\S+)\.", "要小于 {}"),
)
_OTHER = "这一项填得不对"


def in_chinese(message: str) -> str:
    """Return the Chinese of a message; what is Chinese already stays as it is."""
    if message in _KNOWN:
        return _KNOWN[message]
    for pattern, words in _PATTERNS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return words.format(*found.groups())
    is_chinese = any("\u4e00" <= sign <= "\u9fff" for sign in message)
    return message if is_chinese else _OTHER
