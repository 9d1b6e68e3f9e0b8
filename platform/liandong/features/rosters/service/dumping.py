"""A preview and its outcome as plain data."""

from dataclasses import asdict
from typing import Any

from liandong.features.rosters.service.judging import Outcome
from liandong.features.rosters.service.uploads import Preview


def dump(preview: Preview) -> dict[str, Any]:
    """Return a preview as plain data."""
    outcome = preview.outcome
    return {
        "id": str(preview.upload.id),
        "name": preview.upload.name,
        "position": preview.version,
        "counts": outcome.counts,
        "rows": [
            {
                "number": each.row.number,
                "verdict": each.verdict,
                "unit": each.unit,
                "cells": dict(each.row.cells),
                "wrong": [
                    {"field": w.field, "zh": w.words.zh, "en": w.words.en} for w in each.wrong
                ],
                "notes": [note._asdict() for note in each.notes],
            }
            for each in outcome.rows
        ],
        **dump_outcome(preview.outcome),
    }


def dump_outcome(outcome: Outcome) -> dict[str, Any]:
    """Return what a table changes, and whom it does not name, as plain data."""
    return {
        "changes": [
            {"what": each.what, "unit": each.unit, "zh": each.words.zh, "en": each.words.en}
            for each in outcome.changes
        ],
        "absent_units": [asdict(each) for each in outcome.units],
        "absent_people": [asdict(each) for each in outcome.people],
    }
