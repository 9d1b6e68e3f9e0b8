from liandong.kernel.errors import ConflictError, InvalidInputError


class FilingError(InvalidInputError):
    """What is filed lacks something, or its day is out of bounds."""

    code = "obligation.filing"


class NotOpenError(ConflictError):
    """It was met already, or is owed no longer."""

    code = "obligation.not_open"
    title_zh = "这一期已经报过，或者不再需要报"
    title_en = "This period was met already, or is owed no longer"


class ReportedByCaseError(ConflictError):
    """This period is reported line by line, in a case of its own; a bare document says nothing."""

    code = "obligation.reported_by_case"
    title_zh = "这一项要逐案填报，不能只交一份文件"
    title_en = "This is reported case by case; a document alone does not meet it"


class NotFiledError(ConflictError):
    """Nothing was filed that could be returned."""

    code = "obligation.not_filed"
    title_zh = "这一期还没有报送，不能退回"
    title_en = "Nothing was filed for this period, so nothing can be returned"
