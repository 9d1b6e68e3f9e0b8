from liandong.kernel.errors import ConflictError, InvalidInputError


class OfferError(InvalidInputError):
    """Something is missing or wrong in an offer, or in its acceptance."""

    code = "transfer.offer"


class TransferDecidedError(ConflictError):
    """It was decided before: nothing is left to accept, reject or take back."""

    code = "transfer.decided"
    title_zh = "这次移交已经有结果，不能再办这一步"
    title_en = "This transfer was decided already"


class NotReturnableError(ConflictError):
    """What came by this transfer cannot be sent back."""

    code = "transfer.not_returnable"
    title_zh = "这一件现在不能退回"
    title_en = "This matter cannot be returned now"
