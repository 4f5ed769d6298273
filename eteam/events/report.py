"""What can happen to a report: it is published, once for each revision."""

from dataclasses import dataclass
from typing import ClassVar

from journal.kinds import Payload


@dataclass(frozen=True, kw_only=True)
class ReportPublished(Payload):
    kind: ClassVar[str] = "eteam.report.published"
    week: str
    report_revision: int
    data_at: str
    digest: str
