"""Webhooks: what is told, how it is signed, in which order, and where it never goes."""
