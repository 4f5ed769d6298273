"""Telling other programs what happened: signed, in order, at least once, and never to an address inside."""
