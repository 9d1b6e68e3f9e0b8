"""What rests on a superseded or doubtful citation, in words; pure."""

from collections.abc import Iterator
from typing import Any

from liandong.calendars import Text
from liandong.features.onboarding.service.change_words import PARTS, key_words
from liandong.features.tenants.service import Sources
from liandong.web.languages import english


def shaky_words(sources: Sources) -> Iterator[Text]:
    """Yield the values that rest on a superseded or doubtful citation, each with what is wrong."""
    for each in sources.shaky:
        part, _, key = each.path.partition(".")
        label, what = PARTS[part], _called(part, key, each.said.value)
        cited = next(c for c in each.said.citations if c.doubts)
        why = cited.doubts[0]
        yield Text(
            f"{label.zh} {what.zh}：依据{why.zh}（{cited.words}）",
            f"{label.en} {what.en}: its basis is {why.en} ({cited.words})",
        )


def _called(part: str, key: str, value: Any) -> Text:
    """Return what an entry is called: a rung by its label, a copy by what is copied."""
    if part == "copy_rules":
        return key_words("mechanisms", value["mechanism"])
    if part == "escalation":
        return Text(value["label"], english(value["label"]))
    return key_words(part, key)
