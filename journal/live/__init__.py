"""Telling browsers that something changed: topic and number, never content.

`publishing` speaks to the broker after every commit; `subscription` hears it, once in each web process; `hub` brings
what was heard to the watchers, in order and without gaps, with PostgreSQL as the only truth.
"""

from journal.live.publishing import Channel, channel, publish

__all__ = ["Channel", "channel", "publish"]
