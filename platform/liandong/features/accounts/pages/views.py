"""What the pages of an account show; plain data in, plain data out."""

from typing import Any

from liandong.authz import Principal
from liandong.kernel.errors import InvalidInputError, LiandongError, Problem
from liandong.mechanisms import duties
from liandong.web.languages import LANGUAGES, say

Plain = dict[str, Any]
PASSWORD_FIELDS = [
    ("old", "现在的密码", "current-password", ""),
    ("password", "新密码", "new-password", "至少 10 个字符，不要用姓名、账号、生日、手机号"),
    ("again", "再输一次新密码", "new-password", ""),
]
_TITLES = {duty.key: duty.label for duty in duties.ALL}


def sign_in_page(
    target: str, login: str, token: str, language: str, error: LiandongError | None
) -> Plain:
    """Return the sign-in page; an error stands at the password and tells nothing more."""
    errors = [_words(error, language)] if error else []
    return {
        "area": say("人民政府 · 人民检察院"),
        "form": {
            "action": "/sign-in",
            "hidden": {"form_token": token, "next": target},
            "fields": _sign_in_fields(login, errors),
            "errors": [{"field": "password", "text": text} for text in errors],
        },
        "single_sign_on": None,
        "help": say("忘记密码，请找本单位管理员；单位管理员找联席会议办公室。"),
        "languages": _languages(language),
    }


def code_page(
    target: str, step: str, token: str, language: str, error: LiandongError | None
) -> Plain:
    """Return the second step of signing in: the code; `step` carries on that the password fits."""
    errors = [_words(error, language)] if error else []
    code = {
        "name": "code",
        "label": say("动态验证码"),
        "kind": "text",
        "value": "",
        "autocomplete": "one-time-code",
        "help": say("手机上验证码应用显示的 6 位数字"),
        "errors": errors,
    }
    return {
        "area": say("人民政府 · 人民检察院"),
        "form": {
            "action": "/sign-in",
            "hidden": {"form_token": token, "next": target, "step": step},
            "fields": [code],
            "errors": [{"field": "code", "text": text} for text in errors],
        },
        "single_sign_on": None,
        "help": say("手机不在身边，填一个恢复码。恢复码也没有了，找本单位管理员。"),
        "languages": _languages(language),
    }


def _languages(language: str) -> list[Plain]:
    return [
        {"key": key, "label": label, "href": f"/sign-in?language={key}", "current": key == language}
        for key, label in LANGUAGES.items()
    ]


def _sign_in_fields(login: str, errors: list[str]) -> list[Plain]:
    return [
        {
            "name": "account",
            "label": say("账号"),
            "kind": "text",
            "value": login,
            "autocomplete": "username",
        },
        {
            "name": "password",
            "label": say("密码"),
            "kind": "password",
            "autocomplete": "current-password",
            "errors": errors,
        },
    ]


def _words(error: LiandongError | Problem, language: str) -> str:
    return error.message_en if language == "en" else error.message_zh


def account_page(
    principal: Principal,
    token: str,
    language: str,
    base: str,
    error: LiandongError | None = None,
    feeds: Plain | None = None,
) -> Plain:
    """Return one's own account: unit and duties, the language, the calendar, the password."""
    held = say("、").join(
        say(_TITLES[duty]) for duty in sorted(principal.duties) if duty in _TITLES
    )
    return {
        "title": say("我的账号"),
        "sentence": f"{principal.unit_name} · {held or say('没有岗位')}",
        "facts": [
            {"label": say("账号"), "text": principal.login},
            {"label": say("姓名"), "text": principal.name},
            {"label": say("单位"), "text": principal.unit_name},
            {"label": say("岗位"), "text": held or "—"},
        ],
        "language": _language_form(token, language, f"{base}/account"),
        "shortcuts": None,
        "feeds": feeds,
        "password": _password_form(principal, token, language, f"{base}/account", error),
    }


def _language_form(token: str, language: str, back: str) -> Plain:
    choices = [{"value": key, "label": label} for key, label in LANGUAGES.items()]
    return {
        "action": "/language",
        "hidden": {"form_token": token, "next": back},
        "fields": [
            {
                "name": "language",
                "label": say("界面语言"),
                "kind": "segment",
                "value": language,
                "choices": choices,
            }
        ],
        "button": say("换语言"),
    }


def _password_form(
    principal: Principal, token: str, language: str, action: str, error: LiandongError | None
) -> Plain:
    wrong = _wrong(error, language)
    return {
        "action": action,
        "hidden": {"form_token": token},
        "account": principal.login,
        "fields": [
            {
                "name": name,
                "label": say(label),
                "kind": "password",
                "autocomplete": autocomplete,
                "help": say(hint),
                "errors": [text for field, text in wrong if field == name],
            }
            for name, label, autocomplete, hint in PASSWORD_FIELDS
        ],
        "errors": [{"field": field, "text": text} for field, text in wrong],
        "error_title": say("还有 {count} 处要改，密码没有换", count=len(wrong)),
        "button": say("改密码"),
        "note": say("改好之后，其他地方的登录都会退出。"),
    }


def _wrong(error: LiandongError | None, language: str) -> list[tuple[str, str]]:
    if error is None:
        return []
    if isinstance(error, InvalidInputError):
        return [(each.where, _words(each, language)) for each in error.problems]
    is_old = error.code == "sign_in.wrong"
    return [("old", say("现在的密码不对") if is_old else _words(error, language))]
