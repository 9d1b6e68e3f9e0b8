"""Which fields a plain function reads, as well as its code tells; pure."""

from collections.abc import Iterator
from types import CodeType, FunctionType

from liandong.mechanisms.fields import Field


def keys_read(function: object) -> set[str]:
    """Return the keys that a function names: as texts, or by `field.key`; none of what is no code.

    Functions of the same module that it calls are read too.
    """
    return set(_keys(function, set())) if isinstance(function, FunctionType) else set()


def _keys(function: FunctionType, seen: set[FunctionType]) -> Iterator[str]:
    seen.add(function)
    code = function.__code__
    yield from (each for each in _constants(code) if isinstance(each, str))
    codes = [each for each in (code, *_constants(code)) if isinstance(each, CodeType)]
    names = {name for each in codes for name in each.co_names}
    named = [function.__globals__.get(name) for name in names]
    if "key" in names:
        yield from (each.key for each in named if isinstance(each, Field))
    for each in named:
        if isinstance(each, FunctionType) and each not in seen:
            yield from _keys(each, seen) if each.__module__ == function.__module__ else ()


def _constants(code: CodeType) -> Iterator[object]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _constants(each)
        else:
            yield each
