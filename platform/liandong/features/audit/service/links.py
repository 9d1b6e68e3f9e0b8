"""One link of a chain: its bytes, its digest, and whether it follows the one before; pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import orjson

from liandong.features.audit.service.hashing import ALGORITHMS, digest_with

Plain = dict[str, Any]
_Kind = TypeVar("_Kind")
START = "0" * 64
#: Entries that say with their own bytes what they are; those before hash their columns.
SELF_CONTAINED = 2
#: The entry with which a chain goes over to another algorithm.
CHANGE = "audit.algorithm"
WORDS = {
    "edited": ("内容被改过", "was edited"),
    "missing": ("缺少这一条", "is missing"),
    "reordered": ("顺序被改过", "stands at another place than it was written"),
    "unlinked": ("与前一条对不上，前一条被换过", "does not follow from the one before it"),
    "truncated": ("从这一条起被截去", "and what follows was cut off"),
    "rewritten": ("与锚点不符，到这一条为止被重写过", "differs from its anchor: rewritten"),
    "algorithm": ("算法变了，没有记录", "changes the algorithm without saying so"),
    "anchors": ("锚点本身被改过或者缺失", "is where the anchors themselves do not fit together"),
    "unreadable": ("锚点里有读不出来的文件", "a file among the anchors cannot be read"),
    "gone": (
        "整条链不在数据库里了，锚点还在",
        "the chain is gone from the database; anchors remain",
    ),
}


@dataclass(frozen=True)
class Fault:
    """The first position that does not fit, and why; 0: it is about the chain as a whole."""

    position: int
    kind: str
    place: str = ""

    @property
    def message_zh(self) -> str:
        """Return what is wrong, in Chinese."""
        words = WORDS[self.kind][0]
        return f"第 {self.position} 条：{words}" if self.position else self._placed(words)

    @property
    def message_en(self) -> str:
        """Return what is wrong, in English."""
        words = WORDS[self.kind][1]
        return f"entry {self.position} {words}" if self.position else self._placed(words)

    def _placed(self, words: str) -> str:
        return f"{words}: {self.place}" if self.place else words


@dataclass(frozen=True)
class Link:
    """One entry as it is stored, wherever it was read from."""

    tenant_id: int
    position: int
    recorded_at: datetime
    account_id: str | None
    unit_id: str | None
    action: str
    subject: str
    content: Plain
    previous: str
    digest: str
    version: int
    algorithm: str
    body: str | None
    actor: str | None = None

    def states(self) -> Plain:
        """Return what the columns say, as the body has to say it too."""
        return {
            "version": self.version,
            "algorithm": self.algorithm,
            "tenant": self.tenant_id,
            "position": self.position,
            "at": moment(self.recorded_at),
            "account": self.account_id,
            "unit": self.unit_id,
            "action": self.action,
            "subject": self.subject,
            "content": self.content,
            "previous": self.previous,
        }


def moment(at: datetime) -> str:
    """Return an instant as the chain writes it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def instant(said: str) -> datetime:
    """Return an instant that was written down.

    Raises:
        ValueError, OverflowError: It is none, or one without a zone.
    """
    found = datetime.fromisoformat(said)
    if found.tzinfo is None:
        raise ValueError(said)
    return found.astimezone(UTC)


def of_kind(said: Plain, key: str, kind: type[_Kind]) -> _Kind:
    """Return what is said under a key.

    Raises:
        KeyError, TypeError: Nothing is, or nothing of this kind.
    """
    found = said[key]
    if type(found) is not kind:
        raise TypeError(key)
    return found


def canonical(content: Any) -> bytes:
    """Return the one way in which something is written: sorted keys, no blanks, UTF-8."""
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)


def digest_of(link: Link) -> str:
    """Return the digest of an entry's bytes, in hex."""
    if link.version >= SELF_CONTAINED:
        return digest_with(link.algorithm, (link.body or "").encode())
    parts = [
        link.tenant_id,
        link.position,
        int(link.recorded_at.timestamp() * 1_000_000),
        str(link.account_id),
        str(link.unit_id),
        link.action,
        link.subject,
        link.content,
        link.previous,
    ]
    return digest_with(link.algorithm, canonical(parts))


def faults(links: Iterable[Link]) -> Iterator[tuple[Link, Fault | None]]:
    """Yield every entry up to the first that does not fit, that one with what is wrong."""
    remaining = iter(links)
    expected, before = 1, None
    for link in remaining:
        fault = _fault(link, expected, before, remaining)
        yield link, fault
        if fault:
            return
        expected, before = expected + 1, link


def _fault(
    link: Link, expected: int, before: Link | None, remaining: Iterator[Link]
) -> Fault | None:
    if link.position > expected:
        is_later = any(each.position == expected for each in remaining)
        return Fault(expected, "reordered" if is_later else "missing")
    kind = "reordered" if link.position < expected else _inside(link) or _between(before, link)
    return Fault(link.position, kind) if kind else None


def _inside(link: Link) -> str | None:
    """Return what is wrong with an entry by itself."""
    if link.algorithm not in ALGORITHMS or link.digest != digest_of(link):
        return "edited"
    if not isinstance(link.content, dict):  # what a column of JSON holds whoever may do anything
        return "edited"
    if link.version < SELF_CONTAINED:
        return None if link.body is None and link.actor is None else "edited"
    body = _object(link.body)
    if body.get("position") != link.position:
        return "reordered" if body else "edited"
    is_told = login_in(body) == link.actor
    is_same = all(body.get(key) == said for key, said in link.states().items())
    return None if is_told and is_same else "edited"


def _object(body: str | None) -> Plain:
    """Return what bytes say whose digest is right; nothing if that is no object of JSON."""
    try:
        found = orjson.loads(body or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def login_in(said: Plain) -> str | None:
    """Return the login that an entry states."""
    who = said.get("who")
    return who.get("login") if isinstance(who, dict) else None


def _between(before: Link | None, link: Link) -> str | None:
    """Return what is wrong between an entry and the one before it."""
    if link.previous != (before.digest if before else START):
        return "unlinked"
    if before is None:
        return None
    if link.version < before.version:
        return "edited"
    is_said = link.action == CHANGE and link.content == {
        "from": before.algorithm,
        "to": link.algorithm,
    }
    return None if link.algorithm == before.algorithm or is_said else "algorithm"
