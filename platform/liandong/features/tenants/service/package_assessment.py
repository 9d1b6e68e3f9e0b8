"""Whether the parts in the assessment can be: known units, a clause, nobody who scores itself."""

from collections.abc import Collection, Iterator

from liandong.features.tenants.service.package_parts import listed, mapping, text, unknown_unit
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded


def check_assessment(file: Loaded, units: Collection[str] | None) -> Iterator[Problem]:
    """Yield units that the roster does not have, duties without a clause, and a unit on both sides.

    `units` are the keys of the roster; None where it does not say them.
    """
    stated = mapping(mapping(file.data).get("assignment"))
    for key, entry in stated.items():
        said = mapping(entry)
        here = ("assignment", key)
        if not said.get("remove") and not said.get("clauses") and not said.get("basis"):
            yield Problem(file.where(*here), "本地规则要有依据条款", "a local rule needs a clause")
        for part in ("units", "except"):
            for i, unit in enumerate(listed(said.get(part))):
                if units is not None and text(unit) and unit not in units:
                    yield unknown_unit(file.where(*here, part, i), unit)
    scoring = set(map(str, listed(mapping(stated.get("assessor")).get("units"))))
    for i, unit in enumerate(listed(mapping(stated.get("assessed")).get("units"))):
        if unit in scoring:
            zh, en = f"“{unit}”不能给自己打分", f"'{unit}' cannot score itself"
            yield Problem(file.where("assignment", "assessed", "units", i), zh, en)
