from liandong.features.cases.schemas.answers import (
    CaseListSchema,
    CaseSchema,
    DeadlineSchema,
    ExplanationSchema,
)
from liandong.features.cases.schemas.commands import (
    HandlePaperSchema,
    ListQuerySchema,
    fire_schema,
    row_schema,
)

__all__ = [
    "CaseListSchema",
    "CaseSchema",
    "DeadlineSchema",
    "ExplanationSchema",
    "HandlePaperSchema",
    "ListQuerySchema",
    "fire_schema",
    "row_schema",
]
