"""What may be refused at the door of a county."""

from liandong.kernel.errors import ConflictError


class VisitEndedError(ConflictError):
    """The entry is over already."""

    code = "visits.ended"
    title_zh = "这次进入已经结束"
    title_en = "This entry is over already"
