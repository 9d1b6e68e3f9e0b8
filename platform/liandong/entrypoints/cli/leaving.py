"""`tenant export-all`, `verify-export`, `remove`, `removals`: a county leaves the platform."""

import sys
from pathlib import Path

import click

from liandong.entrypoints.cli.answering import AS_JSON, failures_in_words, say
from liandong.entrypoints.cli.tenants import TENANT
from liandong.entrypoints.settings import read_settings
from liandong.kernel.errors import InvalidInputError, Problem

FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.command("export-all")
@TENANT
@FILE
@click.option("--with-secrets", is_flag=True, help="Also what is sealed, in clear.")
@click.option("--reason", default="", help="Why it has to be read; the county's audit keeps it.")
@AS_JSON
def export_all(
    tenant_named: str, file: Path, *, with_secrets: bool, reason: str, as_json: bool
) -> None:
    """Write everything a county owns into FILE (a ZIP), with a manifest; whole or not at all."""
    from liandong.entrypoints.leaving import export_all as run

    with failures_in_words():
        found = run(read_settings(), tenant_named, file, reason if with_secrets else None)
    words = f"{file}: {found.n_rows} 行 / rows, {found.n_files} 个文件 / files; {found.manifest}"
    data = {"file": str(file), "manifest": found.manifest, "rows": found.n_rows}
    say({**data, "files": found.n_files, "entries": found.entries}, words, as_json=as_json)


@click.command("verify-export")
@FILE
@AS_JSON
def verify_export(file: Path, *, as_json: bool) -> None:
    """Hold a full export against its manifest, and its audit chain in itself; no database is asked.

    Exit 0: it is whole. Exit 1: something does not fit, and is named.
    """
    from liandong.features.leaving.service import check_file

    with failures_in_words():
        found = check_file(file)
    faults = [{"path": p.where, "zh": p.message_zh, "en": p.message_en} for p in found.faults]
    lines = [f"✗ {each['path']}: {each['zh']} / {each['en']}" for each in faults]
    named = f"{found.tenant_code} {found.manifest['tenant']['name']}"
    head = f"{named}, {found.manifest['made_at']}, {found.digest}"
    words = "\n".join([f"{'✗' if faults else '✓'} {head}", *lines])
    data = {"tenant": found.tenant_code, "made_at": found.manifest["made_at"]}
    say({**data, "manifest": found.digest, "faults": faults}, words, as_json=as_json)
    sys.exit(1 if faults else 0)


@click.command("remove")
@TENANT
@click.option("--export", "file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--reason", default="", help="Why; the county's and the province's audit keep it.")
@click.option("--confirm", "confirmation", default="", help="The code of the announcement.")
@click.option("--call-off", is_flag=True, help="Call the announced removal off instead.")
@AS_JSON
def remove(
    tenant_named: str,
    file: Path | None,
    *,
    reason: str,
    confirmation: str,
    call_off: bool,
    as_json: bool,
) -> None:
    """Announce that an archived county will be removed, and once its day has come do it.

    First with --reason: its day and the code to confirm with are told. Then with --confirm: with
    the owner's login everything of the county is deleted, and a certificate is kept. Broken off,
    it goes on when it is run again. --export names the full export on which both rest.
    """
    from liandong.entrypoints import leaving as run
    from liandong.features.leaving.service import plain

    with failures_in_words():
        settings = read_settings()
        if call_off:
            run.call_off_removal(settings, tenant_named, reason)
            say({"called_off": tenant_named}, "已撤销 / called off", as_json=as_json)
            return
        if file is None:
            raise InvalidInputError([Problem("--export", "请指明全量导出", "name the full export")])
        if confirmation:
            found = run.remove_county(settings, tenant_named, file, confirmation)
            words = f"{found.code} {found.name} 已经注销 / was removed; {found.digest}"
        else:
            found = run.announce_removal(settings, tenant_named, file, reason)
            words = f"{found.due_at:%Y-%m-%d %H:%M %z} 起可以注销 / can be removed from then on; "
            words += f"--confirm {found.confirmation}"
    say(plain(found), words, as_json=as_json)


@click.command("removals")
@AS_JSON
def removals(*, as_json: bool) -> None:
    """List the counties whose removal is announced, and those that were removed."""
    from liandong.entrypoints.leaving import removals_of

    with failures_in_words():
        found = removals_of(read_settings())
    lines = [
        f"{each['code']} {each['name']}: {each['state']} "
        f"{each['removed_at'] or each['begun_at'] or each['due_at']}  {each['digest'] or ''}"
        for each in found
    ]
    say(found, "\n".join(lines), as_json=as_json)
