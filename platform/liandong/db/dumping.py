"""Backup and restore: PostgreSQL's own tools, of the packaged version, with the owner's login."""

import os
import subprocess
from pathlib import Path

from sqlalchemy import NullPool, create_engine, make_url, text

from liandong.db.embedded.binaries import installed_binaries
from liandong.db.embedded.roles import DEFINER, OWNER
from liandong.kernel.errors import ConflictError, LiandongError

_ANY_TABLE = text("""
    SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                   WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('public', 'dramatiq'))
""")


class DatabaseToolError(LiandongError):
    """A program of PostgreSQL failed; its own words say why."""

    status = 503
    code = "database.tool"
    title_zh = "数据库工具没有做完"
    title_en = "A database tool did not finish"


def dump(owner_url: str, file: Path) -> None:
    """Write everything into a file that nobody else may read; it is there whole or not at all.

    Raises:
        ConflictError: The file is there already.
        DatabaseToolError: The dump failed.
    """
    if file.exists():
        zh, en = f"文件 {file} 已经有了，没有覆盖", f"{file} is there already; nothing was written"
        raise ConflictError(zh, en)
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_WRONLY, 0o600))
        _run("pg_dump", owner_url, "--format=custom", f"--file={part}")
        part.replace(file)
    except OSError as error:
        raise DatabaseToolError(
            f"写不了 {file}：{error}", f"cannot write {file}: {error}"
        ) from error
    finally:
        part.unlink(missing_ok=True)


def restore(owner_url: str, file: Path) -> None:
    """Bring a dump back into an empty database, in one transaction.

    Raises:
        ConflictError: There are tables in the database.
        DatabaseToolError: The file is no dump, or the restore failed; nothing was changed.
    """
    engine = create_engine(owner_url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        if connection.execute(_ANY_TABLE).scalar_one():
            zh = "数据库里已有表，没有恢复：请恢复到新建的空数据库"
            en = "The database is not empty; nothing was restored: restore into a new one"
            raise ConflictError(zh, en)
        connection.execute(text(f"SET ROLE {OWNER}"))
        # Whoever receives an object must be allowed to create one there, for that moment.
        connection.execute(text(f"GRANT CREATE ON SCHEMA public TO {DEFINER}"))
        try:
            _run("pg_restore", owner_url, "--exit-on-error", "--single-transaction", str(file))
        finally:
            connection.execute(text(f"REVOKE CREATE ON SCHEMA public FROM {DEFINER}"))


def _run(program: str, owner_url: str, *words: str) -> None:
    """Run a program; the password goes by the environment, which other people cannot list."""
    address = make_url(owner_url).set(drivername="postgresql")
    environment = {**os.environ}
    if address.password:
        environment["PGPASSWORD"] = str(address.password)
    target = address.set(password=None).render_as_string()
    command = [str(installed_binaries().folder / "bin" / program), f"--dbname={target}", *words]
    done = subprocess.run(  # noqa: S603  # nosec B603  # PostgreSQL's own program with our address
        command, env=environment, capture_output=True, check=False, text=True
    )
    if done.returncode:
        said = done.stderr.strip() or f"exit {done.returncode}"
        raise DatabaseToolError(f"{program}：{said}", f"{program}: {said}")
