"""The pages of the second factor; plain data in, plain data out."""

from liandong.features.accounts.pages.views import Plain
from liandong.features.accounts.service import Standing
from liandong.kernel.errors import InvalidInputError
from liandong.web.languages import language, say

_EVERY = 4


def factor_page(
    standing: Standing,
    picture: str,
    token: str,
    base: str,
    error: InvalidInputError | None,
) -> Plain:
    """Return the page: off, being set up (secret and picture), or on."""
    account = {"label": say("我的账号"), "href": f"{base}/account"}
    state = "on" if standing.is_on else "begun" if standing.secret else "off"
    return {
        "breadcrumb": [account, {"label": say("两步验证"), "href": None}],
        "title": say("两步验证"),
        "sentence": _sentence(state),
        "state": state,
        "hidden": {"form_token": token},
        "begin": f"{base}/account/second-factor/begin",
        "confirm": f"{base}/account/second-factor/confirm",
        "codes": f"{base}/account/second-factor/codes",
        "off": f"{base}/account/second-factor/off",
        "picture": picture,
        "secret": _grouped(standing.secret),
        "fields": [_code_field(error)],
        "left": say("还有 {count} 个恢复码没有用过。", count=standing.n_codes_left),
    }


def _sentence(state: str) -> str:
    if state == "on":
        return say("已开启：登录时除了密码，还要输入手机上的验证码。")
    return say(
        "开启以后，登录时除了密码，还要输入手机上的验证码；别人知道密码也进不来。"
        "有的岗位（如管理员、审计员）必须开启，开启之前别的都打不开。"
    )


def _code_field(error: InvalidInputError | None) -> Plain:
    problems = error.problems if error else []
    texts = [p.message_en if language() == "en" else p.message_zh for p in problems]
    return {
        "name": "code",
        "label": say("手机上显示的 6 位验证码"),
        "kind": "text",
        "value": "",
        "autocomplete": "one-time-code",
        "errors": texts,
    }


def _grouped(secret: str) -> str:
    return " ".join(secret[at : at + _EVERY] for at in range(0, len(secret), _EVERY))


def codes_page(codes: list[str], base: str) -> Plain:
    """Return the page that tells the recovery codes, this once."""
    account = {"label": say("我的账号"), "href": f"{base}/account"}
    return {
        "breadcrumb": [account, {"label": say("恢复码"), "href": None}],
        "title": say("恢复码"),
        "sentence": say("恢复码只在这里显示一次。手机丢了，用一个代替验证码登录，每个只能用一次。"),
        "codes": codes,
        "back": account,
    }
