"""`assessment`: schemes as files, checked, tried and converted; published results, replayed."""

import sys
from pathlib import Path
from typing import Any

import click

from liandong.entrypoints.cli.answering import AS_JSON, failures_in_words, say
from liandong.entrypoints.cli.robustness import robustness
from liandong.entrypoints.cli.tenants import TENANT
from liandong.entrypoints.settings import read_settings
from liandong.kernel.errors import InvalidInputError

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def assessment() -> None:
    """The yearly assessment: schemes as files, and published results."""


assessment.add_command(robustness)


@assessment.command("check")
@click.argument("file", type=FILE)
@AS_JSON
def check_scheme(file: Path, *, as_json: bool) -> None:
    """Say what is wrong with a scheme (YAML or .xlsx), by line or cell, and what to look at.

    Exit 0: it can be used. Exit 2: it cannot.
    """
    from liandong.features.assessment.service.scheme_files import read_scheme

    with failures_in_words():
        _, checked = read_scheme(file)
        if checked.problems:
            raise InvalidInputError(list(checked.problems))
    remarks = [{"where": e.where, "zh": e.message_zh, "en": e.message_en} for e in checked.remarks]
    words = "\n".join(["可以使用 / It can be used", *map(str, checked.remarks)])
    say({"remarks": remarks}, words, as_json=as_json)


@assessment.command("score")
@click.argument("file", type=FILE)
@click.option("--facts", type=FILE, required=True, help="Facts of units: YAML or .xlsx.")
@AS_JSON
def score(file: Path, facts: Path, *, as_json: bool) -> None:
    """Score units by a scheme, each sum in words; nothing is kept."""
    from liandong.features.assessment.service.fact_files import read_facts
    from liandong.features.assessment.service.scheme_files import read_scheme
    from liandong.scoring.checking import check_units
    from liandong.scoring.editions import computed, unit_of

    with failures_in_words():
        loaded, checked = read_scheme(file)
        if checked.scheme is None or checked.problems:
            raise InvalidInputError(list(checked.problems))
        stated = read_facts(facts)
        wrong = check_units(checked.scheme, [unit_of(each) for each in stated.units])
        if wrong:
            raise InvalidInputError(wrong)
        edition = computed(loaded.data, stated.units, stated.evidence, {})
    units = edition["outcome"]["units"]
    lines = [line for each in stated.units for line in _lines(each["name"], units[each["key"]])]
    say(units, "\n".join(lines), as_json=as_json)


def _lines(name: str, unit: dict[str, Any]) -> list[str]:
    grade = unit["grade"]["zh"] if unit["grade"] else "–"
    total = "待评" if unit["total"] is None else f"{unit['total']} / {unit['full']}"
    place = "–" if unit["rank"] is None else f"{unit['rank']} / {unit['ranked']}"
    head = f"{name}  {total}  名次 {place}  {grade}"
    sums = [
        f"  {code}  " + "；".join(step["zh"] for step in each["sum"])
        for code, each in unit["places"].items()
        if each["sum"]
    ]
    return [head, *sums]


@assessment.command("try")
@click.argument("file", type=FILE)
@click.option("--on", "result", type=FILE, required=True, help="A result as `export` wrote it.")
@AS_JSON
def try_scheme(file: Path, result: Path, *, as_json: bool) -> None:
    """Compute a published result by another scheme: who would gain, who would lose.

    No database is asked and nothing is kept. What has no figures is named, never counted as zero.
    """
    from liandong.entrypoints.assessing import read_result
    from liandong.features.assessment.service.scheme_files import read_scheme
    from liandong.features.assessment.service.trying import dump_trial
    from liandong.scoring.trying import tried

    with failures_in_words():
        loaded, checked = read_scheme(file)
        if checked.problems:
            raise InvalidInputError(list(checked.problems))
        trial = tried(read_result(result)["content"], loaded.data)
    found = dump_trial(trial)
    lines = [_tried_line(each) for each in found["units"]]
    say(found, "\n".join([*lines, *map(str, trial.unknown)]), as_json=as_json)


def _tried_line(unit: dict[str, Any]) -> str:
    before, after = unit["before"], unit["after"]
    totals = f"{before['total'] or '待评'} → {after['total'] or '待评'}"
    ranks = f"{before['rank'] or '–'} → {after['rank'] or '–'}"
    items = "，".join(f"{e['code']} {e['before']} → {e['after']}" for e in unit["changed"])
    return f"{unit['name']}  {totals}  名次 {ranks}  {items}".rstrip()


@assessment.command("convert")
@click.argument("file", type=FILE)
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def convert(file: Path, out: Path) -> None:
    """Turn a scheme from YAML into a workbook or back, by the names of the files.

    There and back again nothing changes. A file that is there already is not written over.
    """
    from liandong.features.assessment.service.scheme_files import read_scheme
    from liandong.features.assessment.service.scheme_tables import as_workbook, as_yaml
    from liandong.kernel.errors import Problem

    with failures_in_words():
        loaded, checked = read_scheme(file)
        if checked.problems:
            raise InvalidInputError(list(checked.problems))
        if out.exists():
            raise InvalidInputError(
                [Problem(str(out), "已有这个文件", "this file is there already")]
            )
        is_book = out.suffix == ".xlsx"
        out.write_bytes(as_workbook(loaded.data) if is_book else as_yaml(loaded.data).encode())
    click.echo(f"已写到 {out} / Written to {out}")


@assessment.command("export")
@TENANT
@click.argument("year", type=int)
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@AS_JSON
def export(tenant_named: str, year: int, out: Path, *, as_json: bool) -> None:
    """Write the newest published result of a year into OUT (JSON), with all it follows from."""
    from liandong.entrypoints.assessing import export_edition

    with failures_in_words():
        found = export_edition(read_settings(), tenant_named, year, out)
    words = f"{out}: 第 {found['number']} 版 / edition {found['number']}, {found['digest']}"
    say({**found, "file": str(out)}, words, as_json=as_json)


@assessment.command("replay")
@click.argument("file", type=FILE)
@AS_JSON
def replay(file: Path, *, as_json: bool) -> None:
    """Compute an exported result again; no database is asked.

    Exit 0: it gives what was published, to the last digit. Exit 1: it does not, each place is
    named. Exit 3: its content does not fit its digest.
    """
    from liandong.entrypoints.assessing import replay_file

    with failures_in_words():
        found, differences = replay_file(file)
    told = [{"where": e.where, "zh": e.message_zh, "en": e.message_en} for e in differences]
    mark = "✗" if told else "✓"
    words = "\n".join([f"{mark} {found['number']}, {found['digest']}", *map(str, differences)])
    say({**found, "differences": told}, words, as_json=as_json)
    sys.exit(1 if told else 0)
