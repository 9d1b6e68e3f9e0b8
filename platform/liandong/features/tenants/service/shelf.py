"""Packages of a whole folder, read one after the other: a country's worth of them fits."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from liandong.features.tenants.service.known import Known
from liandong.features.tenants.service.merging import Layer
from liandong.features.tenants.service.package import Against, layer_of, read_folder
from liandong.features.tenants.service.package_clauses import ClauseRegister
from liandong.features.tenants.service.package_parts import mapping
from liandong.features.tenants.service.package_tree import check_tree
from liandong.features.tenants.service.stated import FILES, StatedPackage
from liandong.kernel.errors import ConfigurationError, Problem
from liandong.kernel.yamlfile import Loaded


class Shelf:
    """The packages under a folder; of those above others the layers and names are kept."""

    def __init__(self, root: Path, clauses: ClauseRegister, known: Known | None = None) -> None:
        self.root = root
        self._clauses, self._known = clauses, known
        self._layers: dict[Path, tuple[Layer, ...]] = {}
        self._identities: dict[Path, Loaded] = {}
        self._codes: dict[str, Path] = {}

    def folders(self) -> list[Path]:
        """Return every folder with a file of a package, parents before children."""
        kinds = {f"{kind}.yaml" for kind in FILES}
        found = {file.parent for file in self.root.rglob("*.yaml") if file.name in kinds}
        return sorted(found, key=lambda path: (len(path.parts), path))

    def read(self, path: Path) -> StatedPackage:
        """Read one package, after those above it.

        Raises:
            ConfigurationError: It is wrong; every problem is listed with file and line.
        """
        above = self._layers.get(path.parent, ())
        package, problems, identity = read_folder(path, Against(self._clauses, self._known, above))
        problems += [
            *check_tree(self.root, self._chain(path, identity)),
            *self._twice(path, identity),
        ]
        is_upper = package is None or not package.is_county
        if is_upper:
            self._identities[path], self._layers[path] = identity, above
        if problems or package is None:
            raise ConfigurationError(list(dict.fromkeys(problems)))
        if is_upper:
            self._layers[path] = (*above, layer_of(package))
        return package

    def _chain(self, path: Path, identity: Loaded) -> Mapping[Path, Loaded]:
        """Return the identities above a package, and its own."""
        above = {each: self._identities[each] for each in path.parents if each in self._identities}
        return {path: identity, **above}

    def _twice(self, path: Path, identity: Loaded) -> Iterator[Problem]:
        code = str(mapping(identity.data).get("code", path))
        first = self._codes.setdefault(code, path)
        if first != path:
            zh, en = f"代码“{code}”已用于 {first}", f"code '{code}' is taken by {first}"
            yield Problem(identity.where("code"), zh, en)
