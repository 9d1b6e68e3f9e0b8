"""Province, city, county: whether each folder stands under the parent it names."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded

_LEVELS = ("province", "city", "county")


def check_tree(root: Path, tenants: Mapping[Path, Loaded]) -> Iterator[Problem]:
    """Yield children without their parent, folders at a wrong depth and codes used twice."""
    codes: dict[str, Path] = {}
    for path, file in tenants.items():
        code, level = file.data["code"], file.data["level"]
        first = codes.setdefault(code, path)
        if first != path:
            zh, en = f"代码“{code}”已用于 {first.name}", f"code '{code}' is taken by {first.name}"
            yield Problem(file.where("code"), zh, en)
        if len(path.relative_to(root).parts) != _LEVELS.index(level) + 1:
            zh, en = f"“{level}”不该在这一层文件夹", f"a {level} does not belong at this depth"
            yield Problem(file.where("level"), zh, en)
        yield from _parents(path, file, tenants)


def _parents(path: Path, file: Loaded, tenants: Mapping[Path, Loaded]) -> Iterator[Problem]:
    named = file.data.get("parents", {})
    above = [level for level in _LEVELS if level in named]
    folders = dict(zip(reversed(above), path.parents, strict=False))
    for level in above:
        parent = tenants.get(folders[level])
        said = named[level]
        if parent is None or any(parent.data[key] != said[key] for key in ("code", "name")):
            zh = f"上级“{said['name']}”（{said['code']}）不在上级文件夹里"
            en = f"parent '{said['code']}' is not the tenant of the folder above"
            yield Problem(file.where("parents", level), zh, en)
