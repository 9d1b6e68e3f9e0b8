"""What a package's checks say of the entries of one form, named at the form's fields; pure."""

from collections.abc import Iterator, Mapping, Sequence

from liandong.features.tenants.service import Layer, StatedPackage
from liandong.features.tenants.service.checking import problems_of
from liandong.kernel.errors import InvalidInputError, Problem

_CLAUSES = ("clauses", "basis")
_DAY = "from"


def require_entries(
    stated: StatedPackage, above: Sequence[Layer], fields: Mapping[str, tuple[str, str]]
) -> None:
    """Refuse a package if something is wrong with entries that were typed in.

    `fields` names, by the path of an entry, how the names of its fields begin, and which of them
    a problem belongs to that is about no clause and no day.

    Raises:
        InvalidInputError: Every problem is listed, at its field.
    """
    if wrong := [p for each in problems_of(stated, above) for p in _at_fields(each, fields)]:
        raise InvalidInputError(wrong)


def _at_fields(problem: Problem, fields: Mapping[str, tuple[str, str]]) -> Iterator[Problem]:
    for path, (field, usual) in fields.items():
        if problem.where == path or problem.where.startswith(f"{path}."):
            rest = problem.where.removeprefix(path).split(".")
            is_day, is_source = rest[-1] == _DAY, set(rest) & set(_CLAUSES)
            part = "clauses" if is_source else "day" if is_day else usual
            yield Problem(f"{field}.{part}", problem.message_zh, problem.message_en)
            return
