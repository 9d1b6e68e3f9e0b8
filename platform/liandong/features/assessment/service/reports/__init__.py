"""The papers of a round: notice, bulletin, reports of the units, Excel. Pure; no database here."""

from liandong.features.assessment.service.reports.books import grid_book, ranking_book, unit_book
from liandong.features.assessment.service.reports.bulletin import bulletin
from liandong.features.assessment.service.reports.facts import Appeal, Days, Known, Paper, Task
from liandong.features.assessment.service.reports.notice import notice
from liandong.features.assessment.service.reports.orders import inspection_notice, task_notice
from liandong.features.assessment.service.reports.unit_report import unit_report

__all__ = [
    "Appeal",
    "Days",
    "Known",
    "Paper",
    "Task",
    "bulletin",
    "grid_book",
    "inspection_notice",
    "notice",
    "ranking_book",
    "task_notice",
    "unit_book",
    "unit_report",
]
