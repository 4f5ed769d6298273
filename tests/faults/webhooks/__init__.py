"""Webhooks while senders die and receivers misbehave."""
