"""A human being with an e-mail address. What they may do stands on their memberships."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from org.reach import Reach


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Without a password the person can sign in only after the link of an invitation."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, email: str | None) -> "Person":
        return self.get(email=(email or "").lower())


class Person(AbstractBaseUser):
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    zone = models.CharField(max_length=60, blank=True, help_text="IANA zone; empty: the board's")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    reach: Reach | None = None
    """Of the token that this request came with; None for whoever is signed in."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            # With the unique key: one person per address, however it is typed.
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="person_email_in_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def endings(self) -> int:
        """How many places on boards they have lost. Read along with the person at every request: see `Backend`."""
        return self.memberships.exclude(ended_at=None).count()

    def get_session_auth_hash(self) -> str:
        """What a session must know to go on. With a new password, and when a membership ends, all of theirs are over.

        No session has to be looked for, and none can be missed: the end of a membership and of the sessions is one
        commit. Whoever has another board signs in again.
        """
        return f"{super().get_session_auth_hash()}-{self.endings}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same, made with each of the earlier secret keys."""
        for earlier in super().get_session_auth_fallback_hash():
            yield f"{earlier}-{self.endings}"
