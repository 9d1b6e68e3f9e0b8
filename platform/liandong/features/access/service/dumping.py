"""Explanations and trials as plain data."""

from typing import Any

from liandong.authz import Explanation
from liandong.authz.differing import Difference
from liandong.calendars import Text
from liandong.features.access.service.comparing import Trial
from liandong.features.access.service.difference_words import change_words, cut_words
from liandong.features.access.service.explaining import Answer, RecordStep
from liandong.features.access.service.words import sentences

Plain = dict[str, Any]


def dump_answer(answer: Answer) -> Plain:
    """Return an explanation; `record` is None where no case was asked about."""
    step = answer.policy
    return {
        "account": answer.asked.login,
        "mechanism": answer.asked.mechanism,
        "action": answer.asked.action,
        "allowed": answer.allowed,
        "policy": {
            "allowed": step.allowed,
            "reasons": [_reason(scope, reason) for scope, reason in step.reasons],
            "held_from": step.held_from,
            "held_until": step.held_until,
        },
        "record": _record(answer.record) if answer.record else None,
        "sentences": [_text(each) for each in sentences(answer)],
    }


def dump_trial(trial: Trial) -> Plain:
    """Return what an unsaved policy would do."""
    return {
        "problems": [
            {"where": each.where, "zh": each.message_zh, "en": each.message_en}
            for each in trial.problems
        ],
        "cuts": [_text(each) for each in cut_words(trial.cuts)],
        "changes": dump_changes(trial.changes),
        "accounts": [
            {
                "login": each.login,
                "name": each.name,
                "unit": each.unit,
                "gains": len(each.gains),
                "losses": len(each.losses),
            }
            for each in trial.accounts
        ],
    }


def dump_changes(changes: tuple[Difference, ...]) -> list[Plain]:
    """Return the changes in words."""
    return [_text(each) for each in change_words(changes)]


def _record(step: RecordStep) -> Plain:
    if not step.is_told:
        return {"told": False}
    return {
        "told": True,
        "allowed": step.allowed,
        "level": step.level,
        "since": step.since,
        "reason": step.reason or None,
        "parts": sorted(step.parts),
        "event": step.event,
    }


def _reason(scope: str, reason: Explanation) -> Plain:
    return {
        "scope": scope,
        "allowed": reason.allowed,
        "layer": reason.layer,
        "rule": reason.rule,
        "where": reason.where,
        "seat": reason.seat,
        "through": list(reason.through),
    }


def _text(words: Text) -> Plain:
    return {"zh": words.zh, "en": words.en}
