"""Words that accuse nobody, said for many deadlines at once: a handful of statements for a batch.

First the cases are locked, then, in a statement of its own that sees what others committed before
the locks, the deadlines are read: whatever somebody else has said meanwhile is not said again.
"""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import text

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit import service as audit
from liandong.features.cases.service.delivering import CONFIRMATION
from liandong.kernel.clock import Clock

BATCH = 2000
#: Who may be called late by it; their word is said case by case, with what follows from it.
ACCUSES = """d.is_enforceable AND NOT d.is_provisional AND NOT d.is_right AND d.state = 'open'
    AND coalesce(d.due_at <= :now, d.due_on < :today, false)"""
_PLAIN = f"d.rung IS NULL AND NOT ({ACCUSES})"

_LOCK = text(f"""
    WITH waiting AS (
        SELECT d.case_id, min(d.next_fire_at) AS since FROM deadlines d
        WHERE d.tenant_id = :tenant_id AND d.next_fire_at <= :now AND {_PLAIN}
        GROUP BY d.case_id ORDER BY since LIMIT :batch)
    SELECT c.id FROM cases c JOIN waiting w ON w.case_id = c.id
    WHERE c.tenant_id = :tenant_id ORDER BY c.id FOR UPDATE OF c SKIP LOCKED
""")  # noqa: S608  # a constant of this module

_SAY = text(f"""
    WITH due AS MATERIALIZED (
        SELECT d.id, d.case_id, d.limit_id, d.due_on, c.state AS landed_in, c.issuer_id,
            c.title, c.number, c.mechanism, c.last_occurred_on,
            CASE WHEN d.state = 'paused' THEN c.issuer_id
                ELSE coalesce(d.unit_id, c.issuer_id) END AS told,
            CASE WHEN d.state = 'paused' THEN c.issuer_id
                ELSE coalesce(d.unit_id, c.issuer_id) END AS unit_id,
            c.position + row_number() OVER (PARTITION BY d.case_id ORDER BY d.next_fire_at, d.id)
                AS position,
            CASE WHEN d.stands_for = '{CONFIRMATION}' THEN 'unconfirmed'
                WHEN d.state = 'paused' THEN 'held'
                WHEN d.due_on IS NULL OR d.due_on > :today OR d.due_at > :now THEN 'ahead'
                WHEN d.due_on = :today AND d.due_at IS NULL THEN 'today'
                ELSE 'past' END AS kind,
            (SELECT max(at) FROM unnest(d.fires) AS at WHERE at <= :now) AS fired_at,
            (SELECT min(at) FROM unnest(d.fires) AS at WHERE at > :now) AS following,
            encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
                PLACING substring(int8send(:milliseconds) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1),
                'hex')::uuid AS event_id
        FROM deadlines d JOIN cases c ON c.tenant_id = d.tenant_id AND c.id = d.case_id
        WHERE d.tenant_id = :tenant_id AND d.case_id = ANY(:cases)
            AND d.next_fire_at <= :now AND {_PLAIN}),
    said AS (
        INSERT INTO case_events (tenant_id, id, case_id, position, kind, transition, landed_in,
            occurred_on, recorded_at, account_id, unit_id, audience, payload)
        SELECT :tenant_id, event_id, case_id, position, 'reminder', kind, landed_in,
            greatest(:today, last_occurred_on), :now, NULL, unit_id, 'unit',
            jsonb_build_object(
                'to', jsonb_build_array(told),
                'deadlines', jsonb_build_object('fired', jsonb_build_array(
                    jsonb_build_object('id', id, 'at', fired_at))),
                'reminder', jsonb_build_object('deadline_id', id, 'limit_id', limit_id,
                    'due_on', due_on, 'kind', kind, 'title', title, 'number', number,
                    'mechanism', mechanism))
        FROM due),
    moved AS (
        UPDATE deadlines d SET next_fire_at = due.following, position = due.position
        FROM due WHERE d.tenant_id = :tenant_id AND d.id = due.id),
    counted AS (
        UPDATE cases c SET position = last.position
        FROM (SELECT case_id, max(position) AS position FROM due GROUP BY case_id) AS last
        WHERE c.tenant_id = :tenant_id AND c.id = last.case_id),
    announced AS (
        INSERT INTO outbox (tenant_id, id) SELECT :tenant_id, event_id FROM due)
    SELECT event_id FROM due ORDER BY event_id
""")  # noqa: S608  # a constant of this module


@dataclass(frozen=True)
class Said:
    """How many words were said, and whether more may be waiting."""

    words: int
    is_full: bool


def say_words_due(uow: UnitOfWork, clock: Clock, batch: int = BATCH) -> Said:
    """Append the event of each word that is due and accuses nobody, for `batch` cases at most.

    Every word is an event, a message in the outbox and a step of its clock; the batch is one
    entry of the audit chain. Cases that somebody is acting on are left for the next time.
    """
    now = clock.now()
    given = {"tenant_id": uow.tenant_id, "now": now, "today": clock.today(), "batch": batch}
    cases = list(uow.session.scalars(_LOCK, given))
    if not cases:
        return Said(0, is_full=False)
    asked = {**given, "cases": cases, "milliseconds": int(now.timestamp() * 1000)}
    events = [str(event_id) for event_id in uow.session.scalars(_SAY, asked)]
    if events:
        digest = sha256("\n".join(events).encode()).hexdigest()
        said = {"events": len(events), "digest": digest}
        audit.append(uow, clock, "deadline.reminded", "deadlines", said)
    return Said(len(events), is_full=len(cases) >= batch)
