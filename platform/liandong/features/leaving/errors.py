from liandong.kernel.errors import ConflictError, InvalidInputError


class NotArchivedError(ConflictError):
    """Only what is archived can be removed."""

    code = "removal.not_archived"
    title_zh = "先归档，才能注销"
    title_en = "Archive the county first, then it can be removed"


class NoExportError(ConflictError):
    """There is no full export, or something was written since."""

    code = "removal.no_export"
    title_zh = "归档以后还没有全量导出，或者导出以后又有变化：先重新全量导出"
    title_en = "No full export was made since the last change: export everything first"


class AnnouncedError(ConflictError):
    """The removal is announced already."""

    code = "removal.announced"
    title_zh = "已经预告注销"
    title_en = "The removal is announced already"


class NotAnnouncedError(ConflictError):
    """No removal of this county is announced."""

    code = "removal.not_announced"
    title_zh = "没有预告注销"
    title_en = "No removal is announced"


class NotDueError(ConflictError):
    """The time for objections is not over."""

    code = "removal.not_due"
    title_zh = "预告期还没有过"
    title_en = "The removal was announced too short a while ago"


class BegunError(ConflictError):
    """The removal has begun and cannot be called off any more."""

    code = "removal.begun"
    title_zh = "已经开始注销，不能撤销"
    title_en = "The removal has begun and cannot be called off"


class NotEmptyError(ConflictError):
    """Something of the county is left; run it again."""

    code = "removal.not_empty"
    title_zh = "还有没有删掉的，请再运行一次"
    title_en = "Something is left; run it again"


class ExportMismatchError(InvalidInputError):
    """The export is not that of the county as it stands."""

    code = "removal.export"
    title_zh = "这份全量导出不能用来注销"
    title_en = "This export cannot be used for the removal"
