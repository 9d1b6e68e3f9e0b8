"""What changes between two policies, as sentences: who can now do what, who no longer."""

from collections import defaultdict
from collections.abc import Iterable

from liandong.authz.ceiling import Cut
from liandong.authz.differing import Difference
from liandong.authz.vocabulary import KINDS
from liandong.calendars import Text
from liandong.features.access.service.act_words import SCOPE_WORDS, act_words, mechanism_words
from liandong.features.access.service.holders import HOLDER_WORDS, duty_words

_MOST_NAMED = 6


def change_words(changes: Iterable[Difference]) -> list[Text]:
    """Return a sentence for each act, with all holders of a duty who gain or lose it."""
    holders: dict[tuple[bool, str, str, str, str], list[str]] = defaultdict(list)
    for each in changes:
        duty, _, holder = each.seat.partition("@")
        holders[each.gained, each.mechanism, each.action, each.scope, duty].append(holder)
    return [_sentence(*key, sorted(found)) for key, found in sorted(holders.items())]


def _sentence(
    gained: bool,  # a part of the key
    mechanism: str,
    action: str,
    scope: str,
    duty: str,
    holders: list[str],
) -> Text:
    act, place, range_ = (
        act_words(mechanism, action),
        mechanism_words(mechanism),
        SCOPE_WORDS[scope],
    )
    who, duty_ = _holders(holders), duty_words(duty)
    zh, en = ("现在可以", "can now") if gained else ("不再可以", "can no longer")
    return Text(
        f"{who.zh}的{duty_.zh}{zh}{act.zh}：{place.zh}（{range_.zh}）",
        f"{duty_.en} of {who.en} {en} {act.en}: {place.en} ({range_.en})",
    )


def _holders(holders: list[str]) -> Text:
    rest = sorted(KINDS - set(holders))
    if len(holders) > _MOST_NAMED and set(holders) <= KINDS and len(rest) <= _MOST_NAMED:
        left = _joined(rest)
        return Text(f"除{left.zh}以外的各单位", f"any unit but {left.en}")
    return _joined(holders)


def _joined(holders: list[str]) -> Text:
    words = [HOLDER_WORDS[holder] for holder in holders]
    return Text("、".join(each.zh for each in words), ", ".join(each.en for each in words))


def cut_words(cuts: Iterable[Cut]) -> list[Text]:
    """Return a sentence for each line the ceiling cut; of what a seat would inherit, one."""
    said: list[Text] = []
    inherited: dict[str, int] = defaultdict(int)
    for cut in cuts:
        if cut.rule.layer == "inheritance":
            inherited[cut.rule.seat] += 1
        else:
            by = f"{cut.by.where}：{cut.by.text}" if cut.by else "没有一行上限允许"
            by_en = f"{cut.by.where}: {cut.by.text}" if cut.by else "no line of it allows this"
            zh = f"{cut.rule.where}：上限去掉 {cut.rule}（{by}）"
            said.append(Text(zh, f"{cut.rule.where}: the ceiling cuts {cut.rule} ({by_en})"))
    for seat, n in sorted(inherited.items()):
        zh = f"{seat} 承继的权限里，上限去掉 {n} 项"
        said.append(Text(zh, f"of what {seat} would inherit, the ceiling cuts {n}"))
    return said
