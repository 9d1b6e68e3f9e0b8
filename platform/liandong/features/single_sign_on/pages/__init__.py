"""The way through the identity provider, and one's own link to it."""

from liandong.features.single_sign_on.pages.identity import blp as identity_blp
from liandong.features.single_sign_on.pages.way import blp

__all__ = ["blp", "identity_blp"]
