"""Passwords: argon2id hashes, and a check for weak ones that needs no network.

A login nobody has costs as long as a wrong password: it is verified against a hash whose password
was thrown away.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from liandong.kernel.errors import InvalidInputError, Problem

SHORTEST, LONGEST = 10, 128
_DISTINCT = 5
_RUN = 4

_hasher = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)
_NOBODY = (
    "$argon2id$v=19$m=32768,t=3,p=1$"
    "w7B8IJatAgRiZ6ztjCpMRQ$OexN+yd96T2O47k7wzz4SCr0vM/5mPaU4JvsnbEAd7E"
)

# What people choose first, here and elsewhere; compared without digits, signs and disguises.
_CHOSEN_FIRST = """
    password passwd passw pass admin administrator root guest user login welcome letmein master
    test tester demo default changeme secret iloveyou woaini woaiwojia wodemima mima nihao
    qwerty qwertyuiop asdfghjkl asdfgh zxcvbnm zxcvbn qazwsx qazwsxedc abc abcd abcde abcdef abcabc
    monkey dragon sunshine princess football baseball superman batman shadow
    liandong fujian fujianliandong jiancha jianchayuan zhengfu sifaju gongan fayuan xianzhengfu
    zhongguo china beijing zhonghua renmin xuyi shandan huiji wenshui
"""
_COMMON = frozenset(_CHOSEN_FIRST.split())
_WALKS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_COLUMNS = "1qaz2wsx3edc4rfv5tgb6yhn7ujm"
_DISGUISES = str.maketrans("@013457$!", "aoleastsi")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_BIRTHDAY = re.compile(r"(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")


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
    tests = (
        (len(text) < SHORTEST, f"至少 {SHORTEST} 个字符", f"{SHORTEST} characters at least"),
        (len(password) > LONGEST, f"最多 {LONGEST} 个字符", f"{LONGEST} characters at most"),
        (len(set(text)) < _DISTINCT, "重复的字符太多", "too many repeated characters"),
        (_is_common(text), "太常见，容易被猜到", "too common"),
        (_is_walk(text), "主要是连续的字母、数字或键位", "mostly a sequence or a keyboard row"),
        (_is_number(text), "不要用手机号或生日", "a phone number or a birthday"),
        (any(word in text for word in own), "不要包含账号或姓名", "contains the login or the name"),
    )
    return [Problem("password", zh, en) for weak, zh, en in tests if weak]


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password[: LONGEST + 1])


def _is_common(text: str) -> bool:
    core = re.sub(r"^[\W\d_]+|[\d_!?.。！？#*]+$", "", text)
    forms = (text, core, text.translate(_DISGUISES), core.translate(_DISGUISES))
    return any(re.sub(r"[\W\d_]+", "", form) in _COMMON for form in forms)


def _is_walk(text: str) -> bool:
    """Say whether more than half of it lies in runs along the alphabet or the keyboard."""
    lines = [line[::step] for line in (*_WALKS, _COLUMNS) for step in (1, -1)]
    steps = {pair for line in lines for pair in pairwise(line)}
    covered = run = 0
    for pair in (*pairwise(text), ("", "")):
        if pair in steps or (pair[0] and pair[0] == pair[1]):
            run += 1
            continue
        covered += run + 1 if run + 1 >= _RUN else 0
        run = 0
    return covered * 2 > len(text)


def _is_number(text: str) -> bool:
    for form in (_MOBILE, _BIRTHDAY):
        found = form.search(text)
        if found and len(text) - len(found.group()) < _DISTINCT:
            return True
    return False
