"""Whether everything that the product promises of its data is true of this database, now."""

from config.verify.findings import Finding, verify

__all__ = ["Finding", "verify"]
