"""The seal of a body: the red round picture on the paper, and what signs the file under it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol

from django.conf import settings
from fontTools.misc.transform import Transform
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from onewindow.papers import fonts, signing

DEMO_NOTE = "演示用章"
_RED = "#e60012"
_RADIUS = 21.0  # mm: a department's seal is 42 mm across (国发〔1999〕25号)
_SWEEP = 250.0  # degrees of the circle that a long name may take
_STEP = 24.0  # degrees from one character to the next of a short name


class Signs(Protocol):
    """What a seal needs of its signature; a seal machine implements this."""

    is_demo: bool

    def sign(self, pdf: bytes, *, name: str, reason: str) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Seal:
    """The seal of one body. ``note`` stands under the star: 演示用章 unless an office's own key signs."""

    name: str
    note: str
    signature: Signs

    @property
    def picture(self) -> str:
        """The seal as SVG, 42 mm across, in outlines: it needs no font where it is shown."""
        return picture(self.name, self.note)

    @property
    def says(self) -> str:
        """The picture in words, for who cannot see it."""
        return f"{self.name}印章{'（' + self.note + '）' if self.note else ''}"


Install = Callable[[str, str], Signs]


def _kept_in_var(organisation: str, name: str) -> Signs:
    return signing.load(settings.VAR / "keys" / f"{organisation}.pem", name=name)


_source: list[Install] = [_kept_in_var]


def install(source: Install) -> None:
    """Let another source of signatures sign from now on: a function of a body's key and name, such as a seal machine's client."""
    _source[0] = source
    seal_of.cache_clear()


@cache
def seal_of(organisation: str, name: str) -> Seal:
    """The seal of a body by its key and its name as printed; opened once in a process."""
    signature = _source[0](organisation, name)
    return Seal(name, DEMO_NOTE if signature.is_demo else "", signature)


@lru_cache(maxsize=256)
def picture(name: str, note: str) -> str:
    """A round seal: the name around a five-pointed star, from lower left over the top to lower right, the note below the star."""
    with fonts.opened(fonts.TITLE, name + note) as font:
        outlines = [*_around(font, name), *_across(font, note, size=3.2, below=16.4)]
    size = 2 * _RADIUS
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-_RADIUS} {-_RADIUS} {size} {size}" width="{size}mm" height="{size}mm">'
        f'<circle r="{_RADIUS - 0.6:.2f}" fill="none" stroke="{_RED}" stroke-width="1.2"/>'
        f'<path fill="{_RED}" d="{_star(7.0)}{"".join(outlines)}"/></svg>'
    )


def _star(radius: float) -> str:
    points = []
    for corner in range(10):
        distance = radius if corner % 2 == 0 else radius * 0.382
        angle = math.radians(36 * corner - 90)
        points.append(f"{distance * math.cos(angle):.2f} {distance * math.sin(angle):.2f}")
    return f"M{'L'.join(points)}Z"


def _around(font: TTFont, name: str) -> Iterator[str]:
    """Characters upright to the centre; a long name is set narrower, as engravers do."""
    step = min(_STEP, _SWEEP / max(len(name) - 1, 1))
    height = 5.6 if len(name) <= 14 else 5.0
    width = min(height * 0.86, math.radians(step) * (_RADIUS - 5.5) * 0.94)
    first = -step * (len(name) - 1) / 2
    for place, character in enumerate(name):
        turn = Transform().rotate(math.radians(first + step * place)).translate(0, -(_RADIUS - 2.4 - height / 2))
        yield _outline(font, character, turn, width, height)


def _across(font: TTFont, text: str, *, size: float, below: float) -> Iterator[str]:
    start = -size * 1.08 * (len(text) - 1) / 2
    for place, character in enumerate(text):
        yield _outline(font, character, Transform().translate(start + size * 1.08 * place, below), size, size)


def _outline(font: TTFont, character: str, place: Transform, width: float, height: float) -> str:
    """One character in its em box, centred at the origin of ``place``, in hundredths of a millimetre."""
    glyphs = font.getGlyphSet()
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.2f}".rstrip("0").rstrip("."))
    em = font["head"].unitsPerEm
    box = place.scale(width / em, -height / em).translate(-em / 2, -em * 0.38)
    glyphs[font.getBestCmap()[ord(character)]].draw(TransformPen(pen, box))
    outline: str = pen.getCommands()
    return outline
