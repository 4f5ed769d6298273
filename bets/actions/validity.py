"""Values that somebody typed, judged by the models' own fields before they reach the database."""

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Model

from journal.refusals import Invalid

# Django's own field also takes ftp; of other schemes, javascript: would run in the page of whoever clicks it.
_web_address = URLValidator(schemes=["http", "https"], message="Write a web address, as https://example.com.")


def check_fields(row: Model, names: Collection[str]) -> None:
    """Raise Invalid, with a sentence for each, if fields of `names` hold what the model does not take."""
    others = {field.name for field in row._meta.fields} - set(names)
    try:
        row.clean_fields(exclude=others)
    except ValidationError as error:
        raise refuse({name: " ".join(said) for name, said in error.message_dict.items()}) from error
    texts = {name: getattr(row, name) for name in names}
    if broken := [name for name, text in texts.items() if isinstance(text, str) and "\0" in text]:
        raise refuse(dict.fromkeys(broken, "There is a character in it that cannot be kept."))


def check_link(link: str) -> None:
    """Raise Invalid for a link that is neither empty nor an http or https address."""
    try:
        if link:
            _web_address(link)
    except ValidationError as error:
        raise refuse({"link": " ".join(error.messages)}) from error


def check_reason(reason: str) -> None:
    """Raise Invalid unless somebody said why: blanks are no reason."""
    if not reason.strip():
        raise refuse_one("reason", "Say why, in a sentence.")


def refuse_one(field: str, sentence: str) -> Invalid:
    """The refusal for one value at fault, whose sentence stands by itself."""
    return Invalid(sentence, errors={field: sentence})


def refuse(errors: Mapping[str, str]) -> Invalid:
    """The refusal for values at fault: one sentence a field."""
    said = "; ".join(f"{name.replace('_', ' ')}: {sentence}" for name, sentence in errors.items())
    return Invalid(said[:1].upper() + said[1:], errors=dict(errors))
