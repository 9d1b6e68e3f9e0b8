"""Every target that `make help` lists, or that is called phony, has a recipe."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]
TEXT = (REPO / "Makefile").read_text("utf-8")
LISTED = re.findall(r"^([a-z-]+):.*## ", TEXT, re.MULTILINE)
PHONY = re.findall(r"^\.PHONY: (.*)$", TEXT, re.MULTILINE)[0].split()


def test_phony_targets_are_those_that_help_lists() -> None:
    assert sorted(PHONY) == sorted(LISTED)


@pytest.mark.parametrize("target", LISTED)
def test_target_has_a_recipe(target: str) -> None:
    make = shutil.which("make")
    assert make

    done = subprocess.run(  # noqa: S603  # a dry run of our own Makefile
        [make, "--dry-run", "--always-make", target],
        cwd=REPO, capture_output=True, check=False, text=True,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip(), target


@pytest.mark.parametrize("script", sorted(re.findall(r"requirements/\w+\.sh", TEXT)))
def test_scripts_of_the_makefile_are_bash(script: str) -> None:
    bash = shutil.which("bash")
    assert bash

    subprocess.run([bash, "-n", REPO / script], check=True)  # noqa: S603  # our own script
