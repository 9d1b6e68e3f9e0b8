"""The audit's page says what pytest said."""

from support.audit import CHECKS, PAGE, REPO, Check, figures, page
from support.scanning import Scan

FAULTS = Check("Faults", ("tests/db",))


def test_figures_are_those_of_the_last_line() -> None:
    found = figures(FAULTS, "1 failed, 41 passed, 2 errors in 61.45s (0:01:01)\n")

    assert (found.n_passed, found.n_failed, found.seconds) == (41, 3, 61.45)


def test_a_run_that_says_nothing_has_failed() -> None:
    assert figures(FAULTS, "").n_failed == 1


def test_page_names_command_and_outcome() -> None:
    found = [figures(FAULTS, "42 passed in 61.45s")]

    text = page(found, day="2026-11-22", decisions=1000, cores=2, kills="9 kills, 0 lost")

    assert "| Faults | `pytest tests/db` | 42 | 61 | all passed |" in text
    assert "on 2026-11-22, on 2 cores" in text
    assert "1,000 random decisions" in text
    assert "Under load: 9 kills, 0 lost." in text


def test_page_names_each_scanner_and_what_stands() -> None:
    scans = [Scan("sqlmap", 812, (), 30.0, "six"), Scan("wapiti", 90, ("xss",), 1.0, "pages")]

    text = page([], scans, day="2026-11-22", decisions=1, cores=2)

    assert "| sqlmap | six | 812 | 30 | none |" in text
    assert "| wapiti | pages | 90 | 1 | 1 |" in text


def test_every_check_has_tests_and_stands_on_the_page() -> None:
    text = PAGE.read_text("utf-8")
    for check in CHECKS:
        assert all((REPO / folder).exists() for folder in check.tests)
        assert f"| {check.name} |" in text
