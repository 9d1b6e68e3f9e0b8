"""Passwords: argon2id hashes, and a check for weak and breached ones that needs no network.

A login nobody has costs as long as a wrong password: it is verified against a hash whose password
was thrown away.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from liandong.kernel.errors import InvalidInputError, Problem

SHORTEST, LONGEST = 10, 128
_DISTINCT = 5

_hasher = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)
_NOBODY = (
    "$argon2id$v=19$m=32768,t=3,p=1$"
    "w7B8IJatAgRiZ6ztjCpMRQ$OexN+yd96T2O47k7wzz4SCr0vM/5mPaU4JvsnbEAd7E"
)

#: What people choose first here; the lists of zxcvbn know the rest of the world.
_CHOSEN_FIRST = """
    woaini woaiwojia wodemima mima nihao zhongguo china beijing zhonghua renmin admin administrator
    liandong fujian fujianliandong jiancha jianchayuan zhengfu sifaju gongan fayuan xianzhengfu
    xuyi shandan huiji wenshui
"""
_CHOSEN_HERE = tuple(_CHOSEN_FIRST.split())
_COMMON = ("太常见，或者泄露过，容易被猜到", "common or breached, easily guessed")
#: Tries, as a power of ten, that a password has to withstand.
_WITHSTANDS = 9
#: zxcvbn looks at no more.
_LOOKED_AT = 72
_MOBILE = re.compile(r"1[3-9]\d{9}")
_BIRTHDAY = re.compile(r"(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_PATTERNS = frozenset({"spatial", "sequence", "repeat"})


def hash_password(password: str) -> str:
    """Hash a password with argon2id; the parameters stand in the hash."""
    return _hasher.hash(_normal(password))


def verify_password(stored: str | None, password: str) -> bool:
    """Say whether the password is right; None is the hash of a login nobody has."""
    if len(password) > LONGEST:
        password, stored = "", None
    try:
        right = _hasher.verify(stored or _NOBODY, _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return right and bool(stored)


def needs_rehash(stored: str) -> bool:
    """Say whether the hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def require_strong(password: str, *, known: Iterable[str] = ()) -> None:
    """Let a good password pass.

    Raises:
        InvalidInputError: It is weak; every weakness is named.
    """
    problems = weaknesses(password, known=known)
    if problems:
        raise InvalidInputError(problems, code="password.weak")


def weaknesses(password: str, *, known: Iterable[str] = ()) -> list[Problem]:
    """Name what makes a password easy to guess; `known`: login, names, phone of its owner."""
    text = _normal(password).lower()
    own = [word.lower() for word in known if len(word) > 1]
    found = zxcvbn(text[:_LOOKED_AT], user_inputs=[*own, *_CHOSEN_HERE], max_length=_LOOKED_AT)
    is_guessed = bool(text) and found["guesses_log10"] < _WITHSTANDS
    is_pattern = is_guessed and _longest(found["sequence"]) in _PATTERNS
    tests = (
        (len(text) < SHORTEST, f"至少 {SHORTEST} 个字符", f"{SHORTEST} characters at least"),
        (len(password) > LONGEST, f"最多 {LONGEST} 个字符", f"{LONGEST} characters at most"),
        (is_pattern, "主要是连续或重复的字母、数字、键位", "mostly a sequence or a repetition"),
        (is_guessed and not is_pattern, *_COMMON),
        (_is_number(text), "不要用手机号或生日", "a phone number or a birthday"),
        (any(word in text for word in own), "不要包含账号或姓名", "contains the login or the name"),
    )
    return [Problem("password", zh, en) for weak, zh, en in tests if weak]


def _longest(matches: list[dict[str, Any]]) -> str:
    """Return by which pattern the largest piece of a password is guessed."""
    largest = max(matches, key=lambda each: len(each["token"]))
    return str(largest["pattern"])


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password[: LONGEST + 1])


def _is_number(text: str) -> bool:
    for form in (_MOBILE, _BIRTHDAY):
        found = form.search(text)
        if found and len(text) - len(found.group()) < _DISTINCT:
            return True
    return False
