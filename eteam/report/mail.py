"""The report as a mail: the same figures, as text and as HTML that needs no style."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from eteam.models import Report
from eteam.report.page import weekly
from org.mail import address


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    text: str
    html: str


def mail_of(report: Report, stop: str = "") -> Mail:
    """What is sent of a report; the subject is its headline. `stop`: where its reader switches such mails off."""
    context = context_of(report) | {"stop": stop}
    page = context["page"]
    return Mail(
        f"{page.board}, week {int(page.week[-2:])}: {page.headline}",
        render_to_string("eteam/report/mail.txt", context),
        render_to_string("eteam/report/mail.html", context),
    )


def context_of(report: Report) -> dict[str, Any]:
    page = weekly(report.content)
    path = reverse("report", args=[report.content["board"]["slug"], report.week])
    return {"page": page, "report": report, "link": address(f"{path}?revision={report.revision}")}
