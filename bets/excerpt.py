"""The first words of what somebody wrote, for a line that quotes them."""

from org.markdown import plain


def excerpt(text: str, most: int) -> str:
    """`text`, Markdown, in one line of at most `most` characters; it comes without quotation marks around it."""
    words = plain(text).strip("“”„\"' ")
    return words if len(words) <= most else f"{words[: most - 1]}…"
