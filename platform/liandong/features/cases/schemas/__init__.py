from liandong.features.cases.schemas.answers import (
    CaseListSchema,
    CaseSchema,
    ContactListSchema,
    DeadlineListSchema,
    DeadlineSchema,
    ExplanationSchema,
    FeedListSchema,
    FeedSchema,
    ToldFeedSchema,
)
from liandong.features.cases.schemas.commands import (
    DeadlineQuerySchema,
    HandlePaperSchema,
    ListQuerySchema,
    PurgeSchema,
    SimilarQuerySchema,
    fire_schema,
    row_schema,
)

__all__ = [
    "CaseListSchema",
    "CaseSchema",
    "ContactListSchema",
    "DeadlineListSchema",
    "DeadlineQuerySchema",
    "DeadlineSchema",
    "ExplanationSchema",
    "FeedListSchema",
    "FeedSchema",
    "HandlePaperSchema",
    "ListQuerySchema",
    "PurgeSchema",
    "SimilarQuerySchema",
    "ToldFeedSchema",
    "fire_schema",
    "row_schema",
]
