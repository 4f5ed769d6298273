"""Who asks. The middleware lets nobody in who is not signed in."""

from django.http import HttpRequest

from org.models import Person


def person_of(request: HttpRequest) -> Person:
    """The signed-in person; a TypeError elsewhere than behind the sign-in."""
    if not isinstance(request.user, Person):
        raise TypeError("This page is not behind the sign-in.")
    return request.user
