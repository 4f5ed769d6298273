"""A picture, decoded and encoded anew: what comes out holds its pixels and nothing else.

Whatever was hidden behind, before or between them (a second file, a script, a place and a time) is gone.
"""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from bets.uploads.kept import Kept, Unfit

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
MOST_PIXELS = 40_000_000
"""Of what is decoded, 160 MB in memory; a few bytes of a file can say a thousand times as many."""

LONGEST_SIDE = 2560
_SMALLEST_SIDE = 8
_QUALITY = 85
_NONE_OF_THESE = "This is not a picture (PNG, JPEG, WebP or GIF) nor a PDF, whatever its name says."


def examine_picture(data: bytes, title: str) -> Kept:
    """PNG where it can be seen through, JPEG otherwise; of one that moves the first frame. Raises Unfit."""
    image = _drawn(_decoded(data))
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    kind = "PNG" if image.mode == "RGBA" else "JPEG"
    into = BytesIO()
    image.save(into, kind, **({"optimize": True} if kind == "PNG" else {"quality": _QUALITY}))
    return Kept(
        kind="image",
        title=title,
        suffix=kind.lower(),
        media_type=f"image/{kind.lower()}",
        data=into.getvalue(),
        width=image.width,
        height=image.height,
    )


def _decoded(data: bytes) -> Image.Image:
    """The picture, its size judged before a single pixel is made room for."""
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise Unfit(_NONE_OF_THESE) from error
    _check_size(*image.size)
    return image


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Unfit(
            f"The picture has {width:,} × {height:,} pixels; at most {MOST_PIXELS // 1_000_000} million are kept."
        )
    if min(width, height) < _SMALLEST_SIDE:
        raise Unfit(f"The picture has {width} × {height} pixels: there is nothing to see on it.")


def _drawn(image: Image.Image) -> Image.Image:
    """All of its pixels, the right way up, in one of two plain forms."""
    try:
        image.load()
        upright = ImageOps.exif_transpose(image)
        through = upright.has_transparency_data
        plain = upright.convert("RGBA" if through else "RGB")
    except Exception as error:  # a decoder in C says what it will of a broken file; none of it is ours to tell apart
        raise Unfit("The picture is damaged: it cannot be drawn to its end.") from error
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare
