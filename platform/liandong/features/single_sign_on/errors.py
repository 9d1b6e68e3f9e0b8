"""What may go wrong between here and the provider; no answer says what an attacker could use."""

from liandong.kernel.errors import ConflictError, LiandongError


class SignOnFailedError(LiandongError):
    """The provider's answer was refused, too late, or for another browser."""

    code = "sign_on.failed"
    status = 422
    title_zh = "统一身份认证没有完成，请重新登录"
    title_en = "Single sign-on was not completed; please sign in again"


class ProviderSilentError(LiandongError):
    """The provider does not answer, or not as OpenID Connect says."""

    code = "sign_on.silent"
    status = 503
    title_zh = "统一身份认证暂时没有回应，请用账号密码登录"
    title_en = "The identity provider does not answer; sign in with your password"


class IdentityTakenError(ConflictError):
    """The identity, or the account, is linked already."""

    code = "sign_on.linked"
    title_zh = "这个身份或者账号已经绑定过，先解除再绑定"
    title_en = "This identity or account is linked already; unlink it first"
