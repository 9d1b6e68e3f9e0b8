"""Guards by the lines of a case; they need no code."""

from dataclasses import dataclass
from datetime import date

from liandong.mechanisms.tables import Table
from liandong.mechanisms.views import CaseView


@dataclass(frozen=True)
class LineGuard:
    """Holds if one of the tables has a line, or if none of them has one."""

    tables: tuple[Table, ...]
    wanted: bool

    def __call__(self, case: CaseView, on: date) -> bool:  # noqa: ARG002  # the form of every guard
        """Count the lines that stand."""
        return any(case.lines.get(table.key) for table in self.tables) is self.wanted

    def why_not(self, case: CaseView, on: date) -> tuple[str, str]:  # noqa: ARG002  # the same form
        """Say what is missing, in Chinese and English."""
        zh = "、".join(f"“{table.label}”" for table in self.tables)
        en = ", ".join(table.key for table in self.tables)
        if self.wanted:
            return f"{zh}还没有一行", f"there is no line yet in: {en}"
        return f"{zh}里已经有内容", f"there are lines in: {en}"


def any_line(*tables: Table) -> LineGuard:
    """Hold if one of the tables has a line."""
    return LineGuard(tables, wanted=True)


def no_line(*tables: Table) -> LineGuard:
    """Hold if none of the tables has a line."""
    return LineGuard(tables, wanted=False)
