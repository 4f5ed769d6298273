"""A human being with an e-mail address. What they may do stands on their memberships."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


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
