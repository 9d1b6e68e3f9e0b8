"""What a package's checks say of the entries of one form, named at the form's fields; pure."""

from collections.abc import Iterator, Mapping, Sequence

from liandong.features.onboarding.service.own_document import own_document
from liandong.features.onboarding.service.setting_words import setting_label
from liandong.features.tenants.service import Layer, StatedPackage
from liandong.features.tenants.service.checking import problems_of
from liandong.kernel.errors import InvalidInputError, Problem

#: By the path of an entry: the names of its fields, for its `clauses`, its `day`, and all else.
Fields = Mapping[str, Mapping[str, str]]
_NO_CLAUSE = ("本县文件里没有这一条", "the county's document has no such clause")
_PARTS = {"clauses": "clauses", "basis": "clauses", "from": "day"}


def fields_of(name: str, other: str) -> dict[str, str]:
    """Return the fields of an entry whose names begin alike; `other`: all but source and day."""
    return {"clauses": f"{name}.clauses", "day": f"{name}.day", "": f"{name}.{other}"}


def require_entries(stated: StatedPackage, above: Sequence[Layer], fields: Fields) -> None:
    """Refuse a package if something is wrong with entries that were typed in.

    Raises:
        InvalidInputError: Every problem is listed, at its field.
    """
    if wrong := [p for each in problems_of(stated, above) for p in _at_fields(each, fields)]:
        raise InvalidInputError(wrong)


def require_clauses(stated: StatedPackage, above: Sequence[Layer]) -> None:
    """Refuse mechanisms that rest on clauses which the county's own document does not have.

    Before it is typed in, the package rests on that of its model: nothing is refused.

    Raises:
        InvalidInputError: Every problem is listed, at its field.
    """
    if own_document(stated) is not None:
        keys = stated.files["mechanisms"]["enabled"]
        fields = {f"mechanisms.enabled.{key}.clauses": {"": f"clauses.{key}"} for key in keys}
        require_entries(stated, above, fields)


def _at_fields(problem: Problem, fields: Fields) -> Iterator[Problem]:
    for path, names in fields.items():
        if problem.where.startswith(f"{path}.") or problem.where == path:
            steps = problem.where.split(".")
            part = next((_PARTS[each] for each in reversed(steps) if each in _PARTS), "")
            said = _NO_CLAUSE if "clauses" in steps else _without_key(problem, path)
            yield Problem(names.get(part, names[""]), *said)
            return


def _without_key(problem: Problem, path: str) -> tuple[str, str]:
    """Return what is said of a setting by its name."""
    _, is_setting, key = path.partition("settings.")
    if not is_setting:
        return problem.message_zh, problem.message_en
    label = setting_label(key)
    zh = problem.message_zh.replace(f"“{key}”", f"“{label.zh}”")
    return zh, problem.message_en.replace(f"'{key}'", f"'{label.en}'")
