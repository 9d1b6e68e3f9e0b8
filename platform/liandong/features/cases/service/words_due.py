"""Words that accuse nobody, said for many deadlines at once: a handful of statements for a batch.

First the cases are locked, then, in a statement of its own that sees what others committed before
the locks, the deadlines are read: whatever somebody else has said meanwhile is not said again.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit import service as audit
from liandong.features.cases.service.delivering import CONFIRMATION
from liandong.features.deadlines.service import ACCUSES
from liandong.kernel.clock import Clock
from liandong.kernel.ids import uuid7

BATCH = 2000
#: What accuses is said case by case, with what follows from it.
_PLAIN = f"""deadlines.tenant_id = :tenant_id AND deadlines.next_fire_at <= :now
    AND deadlines.rung IS NULL AND NOT ({ACCUSES})"""

_LOCK = text(f"""
    WITH waiting AS (
        SELECT case_id, min(next_fire_at) AS since FROM deadlines WHERE {_PLAIN}
        GROUP BY case_id ORDER BY since LIMIT :batch),
    locked AS (
        SELECT c.id FROM cases c JOIN waiting w ON w.case_id = c.id
        WHERE c.tenant_id = :tenant_id ORDER BY c.id FOR UPDATE OF c SKIP LOCKED)
    SELECT count(*), CAST(array_agg(id) AS text) FROM locked
""")  # noqa: S608  # nosec B608  # a constant of this module

# The moments stand in order, so width_bucket says how many of them are past.
_SAY = text(f"""
    WITH due AS MATERIALIZED (
        SELECT deadlines.id, case_id, limit_id, due_on, c.state AS landed_in, c.title, c.number,
            c.mechanism, c.last_occurred_on,
            CASE WHEN deadlines.state = 'paused' THEN c.issuer_id
                ELSE coalesce(unit_id, c.issuer_id) END AS told,
            c.position + row_number() OVER (PARTITION BY case_id ORDER BY next_fire_at,
                deadlines.id) AS position,
            CASE WHEN stands_for = '{CONFIRMATION}' THEN 'unconfirmed'
                WHEN deadlines.state = 'paused' THEN 'held'
                WHEN due_on IS NULL OR due_on > :today OR due_at > :now THEN 'ahead'
                WHEN due_on = :today AND due_at IS NULL THEN 'today'
                ELSE 'past' END AS kind,
            fires[width_bucket(:now, fires)] AS fired_at,
            fires[width_bucket(:now, fires) + 1] AS following,
            CAST(:stem || lpad(to_hex(row_number() OVER (ORDER BY case_id, next_fire_at,
                deadlines.id)), 6, '0') AS uuid) AS event_id
        FROM deadlines JOIN cases c ON c.tenant_id = deadlines.tenant_id AND c.id = case_id
        WHERE {_PLAIN} AND case_id = ANY(CAST(:cases AS uuid[]))),
    said AS (
        INSERT INTO case_events (tenant_id, id, case_id, position, kind, transition, landed_in,
            occurred_on, recorded_at, account_id, unit_id, audience, payload)
        SELECT :tenant_id, event_id, case_id, position, 'reminder', kind, landed_in,
            greatest(:today, last_occurred_on), :now, NULL, told, 'unit',
            jsonb_build_object(
                'to', jsonb_build_array(told),
                'deadlines', jsonb_build_object('fired', jsonb_build_array(
                    jsonb_build_object('id', id, 'at', fired_at))),
                'reminder', jsonb_build_object('deadline_id', id, 'limit_id', limit_id,
                    'due_on', due_on, 'kind', kind, 'title', title, 'number', number,
                    'mechanism', mechanism))
        FROM due),
    moved AS (
        UPDATE deadlines SET next_fire_at = due.following, position = due.position
        FROM due WHERE deadlines.tenant_id = :tenant_id AND deadlines.id = due.id),
    counted AS (
        UPDATE cases SET position = last.position
        FROM (SELECT case_id, max(position) AS position FROM due GROUP BY case_id) AS last
        WHERE cases.tenant_id = :tenant_id AND cases.id = last.case_id),
    announced AS (
        INSERT INTO outbox (tenant_id, id) SELECT :tenant_id, event_id FROM due)
    SELECT count(*) AS events, encode(sha256(convert_to(
        string_agg(CAST(event_id AS text), chr(10) ORDER BY event_id), 'UTF8')), 'hex') AS digest
    FROM due
""")  # noqa: S608  # nosec B608  # a constant of this module


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
    given = {"tenant_id": uow.tenant_id, "now": clock.now(), "today": clock.today()}
    n_cases, cases = uow.session.execute(_LOCK, {**given, "batch": batch}).one()
    words = _say(uow, clock, {**given, "cases": cases}) if n_cases else 0
    return Said(words, is_full=n_cases >= batch)


def say_words_of(uow: UnitOfWork, clock: Clock, case_id: UUID) -> int:
    """Do the same for one case, whose lock the caller holds; return how many words were said."""
    uow.session.flush()
    given = {"tenant_id": uow.tenant_id, "now": clock.now(), "today": clock.today()}
    words = _say(uow, clock, {**given, "cases": f"{{{case_id}}}"})
    if words:
        uow.session.expire_all()  # the statement moved what the session holds
    return words


def _say(uow: UnitOfWork, clock: Clock, given: dict[str, object]) -> int:
    # A UUID of version 7 ends in chance; the last 24 bits of it count the words instead.
    stem = uuid7(int(clock.now().timestamp() * 1000)).hex[:26]
    said = uow.session.execute(_SAY, {**given, "stem": stem}).one()
    if said.events:
        content = {"events": said.events, "digest": said.digest}
        audit.append(uow, clock, "deadline.reminded", "deadlines", content)
    return int(said.events)
