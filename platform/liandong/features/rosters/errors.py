from liandong.kernel.errors import ConflictError, InvalidInputError


class RosterFileError(InvalidInputError):
    """The file is no roster that could be read."""

    code = "roster.file"
    title_zh = "这个文件读不出名册"
    title_en = "No roster can be read from this file"


class RosterRowsError(ConflictError):
    """Some rows are wrong: nothing of the file is taken over."""

    code = "roster.rows"
    title_zh = "还有行要改，整份名册没有接受"
    title_en = "Some rows have to be changed; nothing of the roster was accepted"


class RosterProcedureError(ConflictError):
    """Another procedure decides on this seat than the one that was taken."""

    code = "roster.procedure"
    title_zh = "这个席位要按本地规定的程序调整"
    title_en = "This seat changes by the county's own procedure"


class SeatPendingError(ConflictError):
    """Another proposal for the seat waits."""

    code = "roster.pending"
    title_zh = "这个席位已有一项调整在等批准"
    title_en = "A change of this seat waits for approval already"


class SeatDecidedError(ConflictError):
    """A proposal is decided once."""

    code = "roster.decided"
    title_zh = "这项调整已经办过"
    title_en = "This change was decided already"


class SeatMovedError(ConflictError):
    """The seat is not what it was when the change was proposed."""

    code = "roster.moved"
    title_zh = "提出以后席位已经变了，请单位重新提出"
    title_en = "The seat has changed since; the unit has to propose anew"
