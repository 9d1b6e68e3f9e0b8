from liandong.kernel.errors import ConflictError, InvalidInputError


class DiscardedScheduleError(InvalidInputError):
    """The imported schedule was put aside; nobody may count by it."""

    code = "calendar.discarded"
    title_zh = "这份放假安排已经作废，没有接受"
    title_en = "This schedule was put aside; it was not accepted"


class AcceptedScheduleError(InvalidInputError):
    """Counties count by the schedule already: it cannot be put aside any more."""

    code = "calendar.accepted"
    title_zh = "已有区县接受，不能作废；重新导入正确的放假安排，再接受"
    title_en = "Counties accepted it, so it stays; import the right one again and accept that"


class SuspendedError(ConflictError):
    """The county is suspended: everything stays to be read, nothing is written."""

    code = "tenant.suspended"
    title_zh = "本县暂停使用，只能查看，不能办理"
    title_en = "The county is suspended: everything can be read, nothing changed"


class ArchivedError(ConflictError):
    """The county is archived: its administrators and auditors read it, nobody else."""

    code = "tenant.archived"
    title_zh = "本县已归档，只有县级管理员和审计人员可以查看"
    title_en = "The county is archived: only its administrators and auditors may read it"
