from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    Integer,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from liandong.db.base import Base, Fact

#: Everything that is said or done in a round; what stands is projected from it.
KINDS = (
    "step",
    "scheme",
    "participants",
    "assignment",
    "recusal",
    "figures",
    "flags",
    "flag_verdict",
    "flag_answer",
    "deduction",
    "deduction_cancelled",
    "statement",
    "mark",
    "mark_cancelled",
    "adjudication",
    "check",
    "electorate",
    "ballot",
    "appeal",
    "appeal_post",
    "appeal_decision",
    "result",
    "task",
    "task_step",
    "letter",
    "letter_receipt",
)


class AssessmentScheme(Fact, Base):
    """One edition of a scheme as it was stated."""

    __tablename__ = "assessment_schemes"
    __table_args__ = (UniqueConstraint("tenant_id", "key", "edition"),)

    key: Mapped[str]
    edition: Mapped[str]
    year: Mapped[int]
    title: Mapped[str]
    # JSON, not JSONB: the order of items and options is part of what was stated.
    content: Mapped[dict[str, Any]] = mapped_column(
        JSON, comment="Sheets, rules, sources, as stated"
    )
    digest: Mapped[str] = mapped_column(comment="SHA-256 of the content")
    stated_at: Mapped[datetime]
    stated_by: Mapped[dict[str, Any]] = mapped_column(comment="Account, login, name, unit")


class AssessmentRound(Fact, Base):
    """A year in which units are scored: which days, by which scheme it begins."""

    __tablename__ = "assessment_rounds"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "scheme_id"], ["assessment_schemes.tenant_id", "assessment_schemes.id"]
        ),
    )

    year: Mapped[int]
    title: Mapped[str]
    scheme_id: Mapped[UUID] = mapped_column(comment="By which it was opened")
    since: Mapped[date] = mapped_column(comment="First day of the period that is assessed")
    until: Mapped[date]
    freeze_on: Mapped[date] = mapped_column(comment="As of which day figures are taken")
    self_until: Mapped[date] = mapped_column(comment="Last day of self-assessment and evidence")
    score_until: Mapped[date]
    opened_at: Mapped[datetime]
    opened_by: Mapped[dict[str, Any]] = mapped_column(comment="Account, login, name, unit")


class AssessmentEvent(Fact, Base):
    """One thing said or done in a round, by whom and about what."""

    __tablename__ = "assessment_events"
    __table_args__ = (
        UniqueConstraint("tenant_id", "round_id", "position"),
        ForeignKeyConstraint(
            ["tenant_id", "round_id"], ["assessment_rounds.tenant_id", "assessment_rounds.id"]
        ),
        CheckConstraint(f"kind IN ({', '.join(map(repr, KINDS))})", name="kind"),
    )

    round_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(comment="1, 2 within the round")
    kind: Mapped[str]
    unit_id: Mapped[UUID | None] = mapped_column(comment="Whom it is about")
    code: Mapped[str] = mapped_column(comment="Of the item it is about; empty: none")
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    account_id: Mapped[UUID | None] = mapped_column(comment="Who said it")
    said_by: Mapped[dict[str, Any]] = mapped_column(comment="Account, login, name, unit")
    recorded_at: Mapped[datetime]


class AssessmentBallot(Fact, Base):
    """What somebody gave each unit in a satisfaction ballot; nobody can tell who."""

    __tablename__ = "assessment_ballots"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "round_id"], ["assessment_rounds.tenant_id", "assessment_rounds.id"]
        ),
        Index(None, "tenant_id", "round_id"),
    )

    round_id: Mapped[UUID]
    rater_group: Mapped[str]
    scores: Mapped[dict[str, Any]] = mapped_column(comment="By unit, decimal strings")
    cast_on: Mapped[date] = mapped_column(comment="The day alone: a moment would tell who")


class AssessmentEdition(Fact, Base):
    """A result as it was published, with everything it follows from."""

    __tablename__ = "assessment_editions"
    __table_args__ = (
        UniqueConstraint("tenant_id", "round_id", "number"),
        ForeignKeyConstraint(
            ["tenant_id", "round_id"], ["assessment_rounds.tenant_id", "assessment_rounds.id"]
        ),
    )

    round_id: Mapped[UUID]
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(
        JSON, comment="Scheme, units, evidence, outcome"
    )
    digest: Mapped[str] = mapped_column(comment="SHA-256 of the content")
    previous: Mapped[str] = mapped_column(comment="Digest of the edition before; empty: none")
    frozen_at: Mapped[datetime]
    frozen_by: Mapped[dict[str, Any]] = mapped_column(comment="Account, login, name, unit")


class AssessmentReport(Fact, Base):
    """What a county reported of an edition to its province: sums, of no unit. Each side has one."""

    __tablename__ = "assessment_reports"
    __table_args__ = (UniqueConstraint("tenant_id", "county_id", "digest"),)

    county_id: Mapped[int] = mapped_column(Integer, comment="Who reported")
    county_name: Mapped[str]
    year: Mapped[int]
    digest: Mapped[str] = mapped_column(comment="That of the edition")
    content: Mapped[dict[str, Any]] = mapped_column(
        JSON, comment="Scheme with its digest, number of units, mean, spread, grades, appeals"
    )
    reported_at: Mapped[datetime]
    reported_by: Mapped[dict[str, Any]] = mapped_column(comment="Account, login, name, unit")
