"""Whether the instruments of a package fit the register that every installation ships."""

from collections.abc import Iterator

from liandong.features.tenants.service.package_clauses import ClauseRegister
from liandong.features.tenants.service.package_parts import entries, listed, mapping, text, twice
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded


def check_instruments(
    file: Loaded, shipped: ClauseRegister, whole: ClauseRegister
) -> Iterator[Problem]:
    """Yield ids and clauses that stand twice, and what is superseded without being known.

    `shipped` is the register without any package, `whole` the one that holds for this package.
    """
    seen: set[str] = set()
    for i, each in entries(mapping(file.data).get("instruments")):
        known, here = text(each.get("id")), ("instruments", i)
        if known in shipped.instruments:
            zh, en = f"“{known}”已在平台自带的文件里", f"'{known}' is shipped with the platform"
            yield Problem(file.where(*here, "id"), zh, en)
        if known in seen:
            yield twice(file.where(*here, "id"), known)
        seen.add(known)
        keys: set[str] = set()
        for j, clause in entries(each.get("clauses")):
            key = text(clause.get("key"))
            if key in keys:
                yield twice(file.where(*here, "clauses", j, "key"), key)
            keys.add(key)
        for j, older in enumerate(listed(each.get("supersedes"))):
            if older not in whole.instruments or older == known:
                zh = f"没有另一份文件“{older}”"
                where = file.where(*here, "supersedes", j)
                yield Problem(where, zh, f"there is no other instrument '{older}'")
