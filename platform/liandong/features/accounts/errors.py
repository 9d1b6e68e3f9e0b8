"""What an administrator of accounts, or who lends a duty, is refused."""

from liandong.kernel.errors import ConflictError, InvalidInputError, NotFoundError


class ActError(InvalidInputError):
    """Something is missing or wrong in an act on an account."""

    code = "accounts.act"


class NotSeatedError(InvalidInputError):
    """No policy line gives the duty anything in that kind of unit."""

    code = "accounts.not_seated"


class OwnAccountError(ConflictError):
    """An administrator does nothing to their own account."""

    code = "accounts.own"
    title_zh = "不能办理自己的账号，请另一位管理员办"
    title_en = "Nobody looks after their own account; ask another administrator"


class LastAdministratorError(ConflictError):
    """Without this one the county would have no administrator."""

    code = "accounts.last_administrator"
    title_zh = "这是本县最后一位县级管理员，先另设一位再办"
    title_en = "This is the last administrator of the county; appoint another one first"


class GivenAboveError(ConflictError):
    """The duty is given by the level above, and so is everything about who holds it."""

    code = "accounts.given_above"
    title_zh = "省级管理员和审计员由上级设立，本县管理员不能办"
    title_en = "The province's administrators and auditors are appointed above, not by the county"


class StandsOtherwiseError(ConflictError):
    """The account stands where the act changes nothing, or cannot be done."""

    code = "accounts.stands_otherwise"


class AskDecidedError(ConflictError):
    """It was confirmed or declined before."""

    code = "accounts.ask_decided"
    title_zh = "这一件已经有人办过了"
    title_en = "Somebody has decided on this already"


class LinkGoneError(NotFoundError):
    """Unknown, used, expired and revoked links answer alike."""

    code = "accounts.link"
    title_zh = "链接无效：可能已经用过、过期或者被收回。请找管理员重新要一个"
    title_en = "This link opens nothing any more; ask your administrator for another one"


class LendingError(InvalidInputError):
    """A duty cannot be lent like this; each reason is named."""

    code = "accounts.lending"
