"""Lines, and what becomes of the rows of a file, as plain data for machines."""

from typing import Any

from liandong.features.cases.service.line_books import reason_of
from liandong.features.cases.service.line_listing import Listed, SeenLine
from liandong.features.cases.service.line_uploads import Reading

Plain = dict[str, Any]
_MOST = 500


def dump_lines(found: Listed) -> Plain:
    """Return a page of lines."""
    items = [_line(line) for line in found.lines]
    return {"items": items, "total": found.total, "next": found.after}


def dump_checked(reading: Reading) -> Plain:
    """Return the verdicts on a file: how many of each, and the first rows that are not taken."""
    found: Plain = {
        "file_id": str(reading.file.id),
        "missing": [field.key for field in reading.sheet.missing(reading.table)],
        "counts": {},
        "rows": [],
        "taken": False,
    }
    if reading.checked is None:
        return found
    left = reading.checked.of("refused", "twice", "earlier")[:_MOST]
    rows = [
        {
            "row": row.number,
            "verdict": row.verdict,
            "reason_zh": reason_of(row),
            "reason_en": reason_of(row, english=True),
            "fields": [each.field for each in row.wrong],
        }
        for row in left
    ]
    return found | {"counts": dict(reading.checked.counts), "rows": rows}


def _line(line: SeenLine) -> Plain:
    return {
        "number": line.number,
        "content": dict(line.content),
        "hidden": sorted(line.hidden),
        "last_days": [
            {
                "limit_id": day.clock.limit.id,
                "on": day.on.isoformat(),
                "done_on": day.done_on.isoformat() if day.done_on else None,
                "is_past": day.is_past,
            }
            for day in line.days
        ],
        "earlier": [dict(content) for content in line.earlier],
        "is_pending": line.is_pending,
        "reported_in": line.before.title if line.before else None,
    }
