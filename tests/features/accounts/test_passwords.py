import pytest
from argon2 import PasswordHasher

from liandong.features.accounts.service.signing_in import passwords
from liandong.features.accounts.service.signing_in.passwords import (
    hash_password,
    needs_rehash,
    require_strong,
    verify_password,
    weaknesses,
)
from liandong.kernel.errors import InvalidInputError

GOOD = "Mk7#vLq9wTz2"
COMMON = "太常见，或者泄露过，容易被猜到"
PATTERN = "主要是连续或重复的字母、数字、键位"


def test_the_right_password_and_no_other_is_accepted() -> None:
    stored = hash_password(GOOD)

    assert verify_password(stored, GOOD)
    assert not verify_password(stored, GOOD + " ")
    assert not verify_password(stored, "")


def test_the_hash_is_argon2id_salted_and_without_the_password() -> None:
    first, second = hash_password(GOOD), hash_password(GOOD)

    assert first.startswith("$argon2id$")
    assert first != second
    assert GOOD not in first


def test_full_width_and_half_width_characters_are_the_same_password() -> None:
    assert verify_password(hash_password("１２Ａb三四五六七八"), "12Ab三四五六七八")


def test_an_unknown_login_is_verified_with_the_same_effort_and_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = []

    class Watched:
        def verify(self, stored: str, password: str) -> bool:
            seen.append((stored, password))
            return True

    monkeypatch.setattr(passwords, "_hasher", Watched())

    assert not verify_password(None, GOOD)
    assert seen == [(passwords._NOBODY, GOOD)]


def test_the_hash_of_nobody_costs_what_a_hash_of_today_costs() -> None:
    assert not needs_rehash(passwords._NOBODY)


def test_an_overlong_password_is_refused_without_hashing_all_of_it() -> None:
    assert not verify_password(hash_password("x" * 200), "x" * 200)


def test_a_damaged_hash_accepts_nothing() -> None:
    assert not verify_password("$argon2id$broken", GOOD)


def test_a_hash_with_former_parameters_is_made_anew() -> None:
    former = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(GOOD)

    assert verify_password(former, GOOD)
    assert needs_rehash(former)
    assert not needs_rehash(hash_password(GOOD))


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Mk7#vLq", "至少 10 个字符"),
        ("x7#vLq9wTz" * 13, "最多 128 个字符"),
        ("abababababab", PATTERN),
        ("P@ssw0rd123", COMMON),
        ("Fujian@2024", COMMON),
        ("xuyi2026!!!!", COMMON),
        ("jiancha2026", COMMON),
        ("woaini5201314", COMMON),
        ("1qaz2wsx3edc", COMMON),
        ("trustno1dragon", COMMON),
        ("abcd1234efgh", COMMON),
        ("poiuytrewq", COMMON),
        ("cdefghijklmnop", PATTERN),
        ("wy13812905674", "不要用手机号或生日"),
        ("zq19871104", "不要用手机号或生日"),
        ("Zhangsan-9xq", "不要包含账号或姓名"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(password: str, why: str) -> None:
    assert why in [problem.message_zh for problem in weaknesses(password, known=("zhangsan",))]


@pytest.mark.parametrize("password", [GOOD, "correct horse battery", "山前一树红梅开放了呀"])
def test_a_password_of_some_length_without_a_pattern_passes(password: str) -> None:
    require_strong(password, known=("zhangsan",))


def test_every_weakness_is_named_at_once() -> None:
    with pytest.raises(InvalidInputError) as refused:
        require_strong("aaaa")

    assert refused.value.code == "password.weak"
    assert len(refused.value.problems) == 2
