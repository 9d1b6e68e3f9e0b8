"""Province, city, county: whether each folder stands under the parent it names."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from liandong.features.tenants.service.package_parts import Part, mapping, text
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded

_LEVELS = ("province", "city", "county")


def check_tree(root: Path, tenants: Mapping[Path, Loaded]) -> Iterator[Problem]:
    """Yield children without their parent, folders at a wrong depth and codes used twice."""
    codes: dict[str, Path] = {}
    for path, file in tenants.items():
        data = mapping(file.data)
        code, level = text(data.get("code")), text(data.get("level"))
        first = codes.setdefault(code, path) if code else path
        if first != path:
            zh, en = f"代码“{code}”已用于 {first.name}", f"code '{code}' is taken by {first.name}"
            yield Problem(file.where("code"), zh, en)
        if level in _LEVELS and len(path.relative_to(root).parts) != _LEVELS.index(level) + 1:
            zh, en = f"“{level}”不该在这一层文件夹", f"a {level} does not belong at this depth"
            yield Problem(file.where("level"), zh, en)
        yield from _parents(path, file, tenants)


def _parents(path: Path, file: Loaded, tenants: Mapping[Path, Loaded]) -> Iterator[Problem]:
    named = mapping(mapping(file.data).get("parents"))
    above = [level for level in _LEVELS if level in named]
    folders = dict(zip(reversed(above), path.parents, strict=False))
    for level in above:
        said = mapping(named[level])
        if not _is_named(said, tenants.get(folders[level])):
            name, code = said.get("name", ""), said.get("code", "")
            zh = f"上级“{name}”（{code}）不在上级文件夹里"
            en = f"parent '{code}' is not the tenant of the folder above"
            yield Problem(file.where("parents", level), zh, en)


def _is_named(said: Part, parent: Loaded | None) -> bool:
    """Whether the parent is who the child says; what either leaves unsaid contradicts nothing."""
    if parent is None:
        return False
    if not parent.is_readable:
        return True
    is_ = mapping(parent.data)
    return all(said[key] == is_[key] for key in ("code", "name") if key in said and key in is_)
