"""Signing in: passwords, second factors, sessions, and what else opens an account."""
