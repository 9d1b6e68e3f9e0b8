"""What the keys of an entry are called, as the published schemas say; pure."""

from typing import Any

from liandong.features.tenants.service import MAPPINGS, ROSTER_PARTS, schema_of
from liandong.web.languages import language

#: Where the published schemas say what the keys of an entry are called.
_STATED: dict[str, tuple[str, ...]] = {
    **{
        part: ("mechanisms", "properties", name, "additionalProperties")
        for part, name in MAPPINGS.items()
        if part != "notices"  # each is one value
    },
    **{part: ("mechanisms", "properties", part, "items") for part in ("copy_rules", "escalation")},
    **{part: ("roster", "properties", part, "items") for part in ROSTER_PARTS},
    "policy": ("policy", "properties", "rows", "items"),
    "instruments": ("instruments", "properties", "instruments", "items"),
    "assessment": ("assessment", "properties", "assignment", "properties", "assessor"),
    "days": ("calendar", "properties", "days", "items"),
}


def title_of(part: str, key: str) -> str:
    """Return what a key is called in the published schema; in English it is the key itself."""
    if language() == "en":
        return key
    file, *path = _STATED.get(part, ())
    schema: Any = schema_of(file) if file else {}
    for name in path:
        schema = schema.get(name, {})
        schema = schema.get("else", schema)
        if "$ref" in schema:
            schema = schema_of(file)["$defs"][schema["$ref"].rpartition("/")[2]]
    return str(schema.get("properties", {}).get(key, {}).get("title", key))
