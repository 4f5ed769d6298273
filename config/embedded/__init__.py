"""The real PostgreSQL and Valkey, from packages, for whoever names no others.

One data directory has one owner, a process that starts the servers and ends them; other processes use them beside
it. Nothing here needs Django.
"""

from config.embedded.errors import CannotStart
from config.embedded.servers import Servers, find, servers

__all__ = ["CannotStart", "Servers", "find", "servers"]
