from liandong.features.cases.schemas.answers import CaseListSchema, CaseSchema
from liandong.features.cases.schemas.commands import (
    HandlePaperSchema,
    ListQuerySchema,
    fire_schema,
    row_schema,
)

__all__ = [
    "CaseListSchema",
    "CaseSchema",
    "HandlePaperSchema",
    "ListQuerySchema",
    "fire_schema",
    "row_schema",
]
