"""What a setting of a county is called, and what its value says."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from liandong.calendars import Text
from liandong.features.tenants.service import ambiguities
from liandong.kernel.yamlfile import load

_ID = "<id>"


def setting_label(key: str) -> Text:
    """Return what a setting is called; where nothing calls it, the key itself."""
    for named, words in _words().items():
        limit_id = _named_in(named, key)
        if limit_id is not None:
            return Text(words["zh"].replace(_ID, limit_id), words["en"].replace(_ID, limit_id))
    return Text(key, key)


def setting_value(key: str, value: Any) -> Text | None:
    """Return what a value of a setting says; None where it speaks for itself."""
    specs = (spec for each in ambiguities() for spec in each.specs)
    spec = next((each for each in specs if _named_in(each.key, key) is not None), None)
    if spec is not None:
        return spec.words(value)
    known = setting_choices(key)
    listed = value if isinstance(value, list | tuple) else [value]
    said = [known[each] for each in map(str, listed) if each in known]
    if not said:
        return None
    return Text("、".join(each.zh for each in said), ", ".join(each.en for each in said))


def setting_choices(key: str) -> Mapping[str, Text]:
    """Return the values that a setting may have, where they are listed with their words."""
    known = _words().get(key, {}).get("values", {})
    return {value: Text(words["zh"], words["en"]) for value, words in known.items()}


def _named_in(named: str, key: str) -> str | None:
    """Return the limit that a key names if it is called so; nothing where none has to be."""
    before, is_family, after = named.partition(_ID)
    if not is_family:
        return "" if named == key else None
    is_so = key.startswith(before) and key.endswith(after)
    return key[len(before) : len(key) - len(after)] if is_so else None


@cache
def _words() -> Mapping[str, Any]:
    data: Mapping[str, Any] = load(Path(__file__).with_name("settings.yaml")).data
    return data
