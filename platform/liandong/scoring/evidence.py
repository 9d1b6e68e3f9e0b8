"""What is stated of a unit becomes the one number of an input: events, scores, ballots, choices."""

from collections.abc import Mapping, Sequence
from typing import Any

from liandong.kernel.errors import Problem
from liandong.scoring.fixed import PLACES, SCALE, fixed, shown
from liandong.scoring.quantities import Input
from liandong.scoring.scheme import Reader


class UnusableError(ValueError):
    """A stated value cannot be what the input asks for."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en
        super().__init__(f"{zh} / {en}")


def read_value(input_: Input, reader: Reader, stated: Any) -> int | None:
    """Return the number of an input at scale; nothing where it is missing.

    Args:
        input_: The input, with its range.
        reader: What kind it is, and how lists are taken together.
        stated: A decimal string, a flag, an option, or a list, as somebody stated it.

    Raises:
        UnusableError: It is of another kind, or outside its range.
    """
    if stated is None:
        return None
    number = _READ[reader.kind](input_, reader.raw, stated)
    if number is not None and not input_.lowest <= number <= input_.highest:
        low, high = shown(input_.lowest), shown(input_.highest)
        raise UnusableError(
            f"{stated} 超出 {low} 至 {high}", f"{stated} is not within {low} to {high}"
        )
    return number


def _number(stated: Any) -> int:
    try:
        return fixed(str(stated) if isinstance(stated, float) else stated)
    except (ValueError, TypeError) as error:
        zh, en = f"不是数（至多四位小数）：{stated}", f"no number of at most four places: {stated}"
        raise UnusableError(zh, en) from error


def _plain(_: Input, __: Mapping[str, Any], stated: Any) -> int:
    return _number(stated)


def _flag(_: Input, __: Mapping[str, Any], stated: Any) -> int:
    if isinstance(stated, bool):
        return SCALE if stated else 0
    if str(stated) in {"0", "1"}:
        return SCALE * int(stated)
    raise UnusableError(f"要填是或否：{stated}", f"yes or no is wanted: {stated}")


def _choice(input_: Input, _: Mapping[str, Any], stated: Any) -> int:
    keys = [key for key, _ in input_.options]
    if str(stated) not in keys:
        words = "、".join(label.zh for _, label in input_.options)
        raise UnusableError(f"没有这个选项：{stated}；有 {words}", f"no such option: {stated}")
    return keys.index(str(stated)) * SCALE


def _events(_: Input, raw: Mapping[str, Any], stated: Any) -> int:
    """Worth of events: each counted once per key, the highest where one matter has several."""
    worths: dict[str, int] = {}
    for place, event in enumerate(_list(stated)):
        if event.get("carried") and raw.get("carried", "count") == "ignore":
            continue
        key = str(event.get("key", "")) if raw.get("once_per_key") else ""
        worth = _worth(raw, event)
        name = key or f"#{place}"
        worths[name] = max(worths.get(name, worth), worth, key=abs)
    if raw.get("keep") == "highest":
        return max(worths.values(), key=abs, default=0)
    return sum(worths.values())


def _worth(raw: Mapping[str, Any], event: Mapping[str, Any]) -> int:
    if "by" in raw:
        level = str(event.get("level", ""))
        if level not in raw["by"]:
            known = "、".join(map(str, raw["by"]))
            raise UnusableError(f"没有这个级别：{level}；有 {known}", f"no such level: {level}")
        worth = _number(raw["by"][level])
    else:
        worth = _number(raw.get("each", 1))
    times = event.get("times", 1)
    owners = event.get("owners", 1) if raw.get("split") else 1
    if not isinstance(owners, int) or owners < 1 or not isinstance(times, int) or times < 0:
        raise UnusableError("人数和次数要是正整数", "owners and times are whole numbers")
    return _share(worth * times, owners)


def _share(value: int, of: int) -> int:
    half = of // 2
    size = (abs(value) + half) // of
    return -size if value < 0 else size


def _share_to(value: int, of: int, places: int) -> int:
    """Divide and round once, to so many places."""
    step: int = 10 ** (PLACES - places)
    return _share(value, of * step) * step


def _list(stated: Any) -> Sequence[Any]:
    if not isinstance(stated, Sequence) or isinstance(stated, str):
        raise UnusableError(f"要填清单：{stated}", f"a list is wanted: {stated}")
    return stated


def _scores(_: Input, raw: Mapping[str, Any], stated: Any) -> int | None:
    scores = sorted(_number(each) for each in _list(stated))
    return taken(scores, raw) if scores else None


def taken(scores: Sequence[int], raw: Mapping[str, Any]) -> int:
    """Return sorted scores as one number: their mean, trimmed, sum, least, most, or how many fail.

    A trimmed mean drops so many of the highest and of the lowest, where there are more than stated.
    """
    take = raw.get("take", "mean")
    if take == "trimmed_mean" and len(scores) > int(raw.get("when_more_than", 5)):
        drop = int(raw.get("drop", 1))
        scores = scores[drop : len(scores) - drop]
    if take in {"mean", "trimmed_mean"}:
        return _share_to(sum(scores), len(scores), int(raw.get("places", 2)))
    if take == "below":
        line = _number(raw["line"])
        return SCALE * sum(each < line for each in scores)
    return sum(scores) if take == "sum" else min(scores) if take == "least" else max(scores)


def _ballots(_: Input, raw: Mapping[str, Any], stated: Any) -> int | None:
    """Weighted mean over the groups of raters; a group that nobody voted in leaves it missing.

    The groups' weights add up to what the input is worth: each mean counts as a share of 100.
    """
    if not isinstance(stated, Mapping):
        raise UnusableError(f"要填各组评分：{stated}", f"scores by group are wanted: {stated}")
    total = 0
    for group, weight in raw["groups"].items():
        scores = sorted(_number(each) for each in stated.get(group, ()))
        if not scores:
            return None
        total += taken(scores, raw) * _number(weight)
    return _share_to(total, int(raw.get("out_of", 100)) * SCALE, int(raw.get("places", 2)))


_READ = {
    "number": _plain,
    "flag": _flag,
    "choice": _choice,
    "events": _events,
    "scores": _scores,
    "ballots": _ballots,
}
KINDS = tuple(_READ)


def voided(ballot: Mapping[str, Any], rules: Sequence[Mapping[str, Any]]) -> Problem | None:
    """Return why a ballot does not count; nothing where it does.

    Args:
        ballot: Score of each unit, as one person gave them.
        rules: Each with `from` or `below` a score, and how many units at least or at most.
    """
    scores = [_number(each) for each in ballot.values()]
    for rule in rules:
        if "from" in rule:
            n, edge, zh = sum(s >= _number(rule["from"]) for s in scores), rule["from"], "及以上"
        else:
            n, edge, zh = sum(s < _number(rule["below"]) for s in scores), rule["below"], "以下"
        if "at_most" in rule and n > rule["at_most"]:
            words = f"{edge} 分{zh}的有 {n} 个，至多 {rule['at_most']} 个"
            return Problem("ballot", words, f"{n} beyond {edge}, at most {rule['at_most']}")
        if "at_least" in rule and n < rule["at_least"]:
            words = f"{edge} 分{zh}的有 {n} 个，至少 {rule['at_least']} 个"
            return Problem("ballot", words, f"{n} beyond {edge}, at least {rule['at_least']}")
    return None
