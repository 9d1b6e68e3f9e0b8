"""What signing in and proving who one is may refuse."""

from liandong.kernel.errors import ConflictError, LiandongError


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
