"""Instants in templates."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.template import Context, Template

from org.models import Board, Person

AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def said(tag: str, **context: Any) -> str:
    return Template("{% load times %}{% " + tag + " %}").render(Context({"at": AT} | context))


@pytest.fixture(autouse=True)
def _two_days_before() -> Any:
    with time_machine.travel(datetime(2026, 11, 22, 9, 0, tzinfo=UTC), tick=False):
        yield


def test_a_moment_is_told_on_the_clocks_of_the_board() -> None:
    assert said("moment at", board=Board(zone="Europe/Stockholm"), user=Person()) == (
        '<time datetime="2026-11-24T12:00:00Z" title="Tuesday 24 November 2026, 13:00 in Stockholm">'
        "24 November, 13:00</time>"
    )


def test_for_somebody_elsewhere_the_zone_is_named_and_theirs_said_too() -> None:
    text = said("moment at", board=Board(zone="Europe/Stockholm"), user=Person(zone="Europe/London"))
    assert ">24 November, 13:00 in Stockholm</time>" in text
    assert "in Stockholm; for you 24 November 2026, 12:00 in London" in text


def test_for_somebody_whose_clock_shows_the_same_no_zone_is_named() -> None:
    assert ">24 November, 13:00<" in said(
        "moment at", board=Board(zone="Europe/Stockholm"), user=Person(zone="Africa/Lagos")
    )


def test_with_a_relative_half_that_the_page_renews() -> None:
    assert "24 November, 12:00, <span data-relative>in 2 days 3 hours</span></time>" in said("moment at relative=True")


def test_alone_from_now_on_with_the_date_in_its_title() -> None:
    text = said("ago at", board=Board(zone="Europe/Stockholm"))
    assert 'title="Tuesday 24 November 2026, 13:00 in Stockholm"' in text
    assert "<span data-relative>in 2 days 3 hours</span>" in text


def test_a_fragment_without_a_board_names_its_zone() -> None:
    assert ">24 November, 07:00<" in said("moment at zone='America/New_York'")
