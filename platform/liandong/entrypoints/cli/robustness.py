"""`assessment robustness`: how sure the ranks of a published result are, computed again."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from liandong.entrypoints.cli.answering import AS_JSON, failures_in_words, say
from liandong.entrypoints.settings import read_settings
from liandong.kernel.errors import InvalidInputError, Problem

Plain = dict[str, Any]
_NAMED = 5


@click.command("robustness")
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--tenant", "tenant_named", help="Division code of a county, with --year.")
@click.option("--year", type=int, help="The newest result published for this year.")
@click.option("--draws", type=int, help="How often all is drawn; as kept, where not given.")
@click.option("--weights", type=float, help="Share by which weights go up and down.")
@click.option("--samples", type=int, help="Rows of each set for the Sobol indices; 0: none.")
@click.option("--seed", type=int, help="From which every draw follows.")
@AS_JSON
def robustness(
    file: Path | None,
    tenant_named: str | None,
    year: int | None,
    *,
    as_json: bool,
    **changed: float | None,
) -> None:
    """Draw the ranks of a result again: of an exported FILE, or of a tenant and a year.

    Nothing is kept and no published number changes. Says whether the intervals are those that
    were published, where nothing else is asked for.
    """
    from liandong.entrypoints.assessing import published, read_result
    from liandong.scoring.robustness import analysed_again

    with failures_in_words():
        if (file is None) == (tenant_named is None) or (tenant_named is None) != (year is None):
            zh, en = "给一个文件，或者给县区和年度", "a file, or a tenant and a year"
            raise InvalidInputError([Problem("FILE", zh, en)])
        if file is not None:
            result = read_result(file)
        else:
            result = published(read_settings(), str(tenant_named), int(year or 0))
        content = result["content"]
        hidden = as_json or not sys.stderr.isatty()
        with click.progressbar(length=1000, file=sys.stderr, hidden=hidden) as bar:
            found = analysed_again(
                content, lambda done, of: bar.update(done * 1000 // of - bar.pos), **changed
            )
    is_other = any(each is not None for each in changed.values())
    same = None if is_other else found == content.get("robustness")
    head = {"number": result["number"], "digest": result["digest"], "as_published": same}
    say({**head, "sheets": found}, "\n".join(_words(content, found, same)), as_json=as_json)


def _words(content: Plain, found: Plain, same: bool | None) -> Iterator[str]:
    names = {each["key"]: each["name"] for each in content["units"]}
    units = content["outcome"]["units"]
    for sheet, each in found.items():
        yield f"{sheet}  {each['algorithm']}  种子 {each['seed']}  {each['draws']} 次"
        keys = sorted(each["intervals"], key=lambda key: (units[key]["group"], units[key]["rank"]))
        for key in keys:
            low, high = each["intervals"][key]
            ends = str(low) if low == high else f"{low}–{high}"
            group = units[key]["group"] or "–"
            holds = f"{float(each['holds'][key]):.0%}"
            yield f"  {group}  {units[key]['rank']:>4}  {ends:>9}  {holds:>5}  {names[key]}"
        yield from _hangs_on(each["influence"])
    if same is not None:
        yield "与公布的一致 / As published" if same else "与公布的不同 / Not as published"


def _hangs_on(influence: Plain) -> Iterator[str]:
    """What the shifts of ranks hang on most; an estimate above the whole counts as the whole."""
    words = {"weights": "权重", "marks": "评分"}
    all_ = [
        (min(float(total), 1), f"{words[kind]} {code}")
        for kind, of in influence.items()
        for code, (_, total) in of.items()
    ]
    for total, name in sorted(all_, reverse=True)[:_NAMED]:
        yield f"  {name}  {total:.0%}"
