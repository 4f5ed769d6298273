"""What the product says no with: one sentence, one code, one status, the same for page, REST and command."""

from typing import Any


class Refusal(Exception):
    """The request was understood and is not carried out. Nothing was changed.

    `detail` is a sentence for a person, `code` a word for a program, `extra` what either needs to go on: `errors` by
    field, and `begin`, the page where one begins what is missing, which a reader is led to.
    """

    status = 409
    code = "refused"

    def __init__(self, detail: str, **extra: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.extra = extra


class WrongState(Refusal):
    """The same act would be right in another phase of the cycle."""

    code = "wrong_state"


class Invalid(Refusal):
    """The values cannot be taken; `errors` in `extra` maps a field to its sentence where one is at fault."""

    status = 422
    code = "invalid"


class Busy(Refusal):
    """Somebody else holds the lock for longer than anyone should wait; the same request may be sent again."""

    status = 503
    code = "busy"
    retry_after = 1
