"""Papers: what they are called, state, who approves them and who gets a copy."""

from dataclasses import dataclass, replace

from liandong.mechanisms.fields import Field, FieldKind, Secrecy
from liandong.mechanisms.parties import Actor, Party


def as_actors(by: Actor | tuple[Actor, ...] | None) -> tuple[Actor, ...]:
    """Return the actors as a tuple, however they were declared."""
    if by is None:
        return ()
    return by if isinstance(by, tuple) else (by,)


@dataclass(frozen=True)
class Approval:
    """拟稿 → 审核 → 签发 inside one authority; signing is the move that produces the paper."""

    drafts: Actor | tuple[Actor, ...]
    reviews: Actor | tuple[Actor, ...] | None
    signs: Actor | tuple[Actor, ...]

    @property
    def drafters(self) -> tuple[Actor, ...]:
        """Who may draft."""
        return as_actors(self.drafts)

    @property
    def reviewers(self) -> tuple[Actor, ...]:
        """Who may review; nobody where the paper goes straight to the signature."""
        return as_actors(self.reviews)

    @property
    def signers(self) -> tuple[Actor, ...]:
        """Who may sign."""
        return as_actors(self.signs)

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Everybody with a hand in it."""
        return (*self.drafters, *self.reviewers, *self.signers)


@dataclass(frozen=True)
class DocumentType:
    """One kind of paper; its structure stands in the plugin's `documents/<key>.yaml`.

    What `is_inner` is read by the unit that made it and by nobody else, whatever move made it.
    Of a paper with `secrecy`, every text and file that it states is of that class.
    """

    key: str
    label: str
    fields: tuple[Field, ...] = ()
    approval: Approval | None = None
    copied_to: tuple[Party, ...] = ()
    is_inner: bool = False
    secrecy: Secrecy | None = None

    def __hash__(self) -> int:
        return hash(self.key)

    def __post_init__(self) -> None:
        if self.secrecy is not None:
            kinds = (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.FILE)
            fields = (
                replace(each, secrecy=each.secrecy or self.secrecy) if each.kind in kinds else each
                for each in self.fields
            )
            object.__setattr__(self, "fields", tuple(fields))
