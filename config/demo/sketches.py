"""Pictures of the demo's prototypes, drawn on the spot: a few lines of ink, as one would on a napkin."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

Draw = ImageDraw.ImageDraw

_SIZE = (960, 720)
_PAPER, _INK, _SOFT, _ACCENT, _SIGNAL = "#fcfcfa", "#17191b", "#c9c8c2", "#0a5a7d", "#b5300f"
_PEN = 5


def sketch(number: int) -> bytes:
    """A PNG; each number draws the next motif, and its own version of it."""
    image = Image.new("RGB", _SIZE, _PAPER)
    _MOTIFS[number % len(_MOTIFS)](ImageDraw.Draw(image), number // len(_MOTIFS))
    into = BytesIO()
    image.save(into, "PNG", optimize=True)
    return into.getvalue()


def _oven(draw: Draw, version: int) -> None:
    draw.rounded_rectangle((180, 80, 780, 640), 18, outline=_INK, width=_PEN)
    for deck in range(3 + version % 2):
        top = 130 + deck * (480 // (3 + version % 2))
        draw.rounded_rectangle((220, top, 640, top + 90), 8, outline=_INK, width=_PEN)
        draw.line((260, top + 70, 600, top + 70), fill=_SOFT, width=_PEN)
        draw.ellipse((690, top + 28, 730, top + 68), outline=_ACCENT, width=_PEN)
    draw.rectangle((180, 640, 780, 668), fill=_SOFT)


def _phone(draw: Draw, version: int) -> None:
    draw.rounded_rectangle((340, 50, 620, 670), 36, outline=_INK, width=_PEN)
    for row in range(6):
        top = 130 + row * 82
        draw.ellipse((372, top, 404, top + 32), outline=_INK, width=_PEN)
        length = 590 - 37 * ((row * 3 + version) % 5)
        draw.line((424, top + 10, length, top + 10), fill=_INK, width=_PEN)
        draw.line((424, top + 28, length - 30, top + 28), fill=_SOFT, width=_PEN)
    draw.rounded_rectangle((372, 606, 588, 640), 8, fill=_ACCENT)


def _curve(draw: Draw, version: int) -> None:
    draw.line((120, 80, 120, 620, 860, 620), fill=_INK, width=_PEN)
    heights = [560 - ((step * step * (3 + version)) % 340) - step * 9 for step in range(15)]
    points = [(130 + step * 50, height) for step, height in enumerate(heights)]
    draw.line(points, fill=_ACCENT, width=_PEN, joint="curve")
    draw.line((120, 300, 860, 300), fill=_SIGNAL, width=3)
    for x, y in points[::3]:
        draw.ellipse((x - 9, y - 9, x + 9, y + 9), fill=_PAPER, outline=_ACCENT, width=_PEN)


def _route(draw: Draw, version: int) -> None:
    stops = [(140, 560), (260, 300 + 40 * version), (430, 480), (560, 180), (720, 380), (840, 140)]
    draw.line(stops, fill=_SOFT, width=14, joint="curve")
    draw.line(stops[:4], fill=_ACCENT, width=_PEN + 2, joint="curve")
    for number, (x, y) in enumerate(stops):
        draw.ellipse((x - 24, y - 24, x + 24, y + 24), fill=_PAPER, outline=_INK if number < 4 else _SOFT, width=_PEN)


def _panel(draw: Draw, version: int) -> None:
    draw.rounded_rectangle((120, 130, 840, 590), 20, outline=_INK, width=_PEN)
    draw.arc((190, 210, 490, 510), 140, 400, fill=_SOFT, width=26)
    draw.arc((190, 210, 490, 510), 140, 250 + 40 * (version % 3), fill=_ACCENT, width=26)
    for column in range(2):
        for row in range(3):
            left, top = 560 + column * 126, 200 + row * 118
            draw.rounded_rectangle((left, top, left + 104, top + 96), 10, outline=_INK, width=_PEN)
    draw.ellipse((590, 230, 634, 274), fill=_SIGNAL)


def _seam(draw: Draw, version: int) -> None:
    draw.polygon([(200, 240), (520, 140), (780, 250), (460, 360)], outline=_INK, width=_PEN)
    draw.polygon([(200, 240), (460, 360), (460, 620), (200, 490)], outline=_INK, width=_PEN)
    draw.polygon([(460, 360), (780, 250), (780, 500), (460, 620)], outline=_INK, width=_PEN)
    draw.line((330, 300, 330, 556), fill=_ACCENT if version % 2 else _SIGNAL, width=_PEN)
    for step in range(9):
        draw.line((318, 312 + step * 28, 342, 322 + step * 28), fill=_INK, width=3)


_MOTIFS: tuple[Callable[[Draw, int], None], ...] = (_oven, _phone, _curve, _route, _panel, _seam)
