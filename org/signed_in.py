"""What the doors behind the sign-in share."""

from django.http import HttpRequest

from org.models import Person


class SignedIn(HttpRequest):
    """A request past the middleware that asks everybody to sign in."""

    user: Person
