"""Signing in through an identity provider (OpenID Connect), for accounts that are there already."""
