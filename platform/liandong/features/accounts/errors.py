"""What signing in, looking after accounts and lending a duty may refuse."""

from liandong.kernel.errors import ConflictError, InvalidInputError, LiandongError, NotFoundError


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


class AskLapsedError(ConflictError):
    """It was asked too long ago, or by somebody who may not ask any more."""

    code = "accounts.ask_lapsed"
    title_zh = "这一件已经失效：过了确认的期限，或者提出人已经不再管理账号"
    title_en = "This has lapsed: it waited too long, or who asked looks after no accounts any more"


class LinkGoneError(NotFoundError):
    """Unknown, used, expired and revoked links answer alike."""

    code = "accounts.link"
    title_zh = "链接无效：可能已经用过、过期或者被收回。请找管理员重新要一个"
    title_en = "This link opens nothing any more; ask your administrator for another one"


class LendingError(InvalidInputError):
    """A duty cannot be lent like this; each reason is named."""

    code = "accounts.lending"


class WrongPasswordError(LiandongError):
    """Account or password is wrong."""

    status = 422
    code = "sign_in.wrong"
    title_zh = "账号或密码不对"
    title_en = "The account or password is wrong"


class CodeRequiredError(LiandongError):
    """The password is right, and this person has a second factor; `step` carries that on."""

    status = 422
    code = "sign_in.code_required"
    title_zh = "还要输入动态验证码"
    title_en = "A code of the authenticator is needed too"

    def __init__(self, step: str = "") -> None:
        self.step = step
        super().__init__()


class WrongCodeError(LiandongError):
    """The code is wrong, was used, or its time is over."""

    status = 422
    code = "sign_in.code_wrong"
    title_zh = "验证码不对，或者已经用过"
    title_en = "The code is wrong, or was used before"


class StepExpiredError(LiandongError):
    """Between password and code passed too much time, or the password changed."""

    status = 422
    code = "sign_in.expired"
    title_zh = "时间过长，请重新登录"
    title_en = "It took too long; please sign in again"


class SecondFactorOnError(ConflictError):
    """There is a second factor already."""

    code = "second_factor.on"
    title_zh = "两步验证已经开启"
    title_en = "The second factor is on already"


class SecondFactorOffError(ConflictError):
    """There is no second factor."""

    code = "second_factor.off"
    title_zh = "两步验证没有开启"
    title_en = "The second factor is not on"


class SecondFactorRequiredError(LiandongError):
    """Who holds this duty needs a second factor before anything else."""

    status = 403
    code = "second_factor.required"
    title_zh = "您的岗位要先设置两步验证"
    title_en = "Your duty needs a second factor set up first"


class FactorKeyError(LiandongError):
    """The installation's key does not open the secret of an authenticator."""

    status = 503
    code = "second_factor.key"
    title_zh = "打不开两步验证的密钥：本平台的密钥不是当初的那一把"
    title_en = "The second factor cannot be read: the installation's key is another one"
