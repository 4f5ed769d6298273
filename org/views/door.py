"""What the doors of this package share."""

from django.http import HttpRequest

from org.models import Person


class SignedIn(HttpRequest):
    """A request past the middleware that asks everybody to sign in."""

    user: Person
