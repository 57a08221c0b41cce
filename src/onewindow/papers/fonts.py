"""Which fonts the papers are set in, and whether they have a glyph for every character of a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from fontTools.ttLib import TTCollection, TTFont

from onewindow.words.refused import Problem, Refused

FANDOL = (
    Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"),
    Path("/usr/share/texmf/fonts/opentype/public/fandol"),
    Path("/usr/share/fonts/opentype/fandol"),
)
NOTO_CJK = Path("/usr/share/fonts/opentype/noto")
WIDE = ("Noto Serif SC", "Noto Serif CJK SC")  # cover the rare characters of names; one of them ends every chain
BODY, TITLE, HEADING, KAI = "仿宋", "小标宋", "黑体", "楷体"  # the four faces that GB/T 9704 asks for
FACES: dict[str, tuple[str, ...]] = {  # families that are the face itself, the office's own first
    BODY: ("仿宋_GB2312", "FangSong_GB2312", "方正仿宋_GBK", "FZFangSong-Z02", "仿宋", "FangSong", "FandolFang R"),
    TITLE: ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "小标宋"),
    HEADING: ("黑体", "SimHei", "方正黑体_GBK", "FZHei-B01", "FandolHei"),
    KAI: ("楷体_GB2312", "KaiTi_GB2312", "方正楷体_GBK", "楷体", "KaiTi", "FandolKai"),
}
_BREAKS = {"\n"}


@dataclass(frozen=True, slots=True)
class ChosenFont:
    """``face`` is what the standard asks for, ``family`` what is used; ``stand_in`` if that is another face."""

    face: str
    family: str
    file: Path
    stand_in: bool

    def __str__(self) -> str:
        return f"{self.face}：{self.family}（{'代用，' if self.stand_in else ''}{self.file}）"


def folders() -> tuple[Path, ...]:
    """Where fonts are looked for: the office's own, Fandol of Debian, Noto of npm, or else Noto of Debian."""
    npm = settings.NODE_MODULES / "@expo-google-fonts/noto-serif-sc"
    wide = (npm / "400Regular", npm / "700Bold") if (npm / "400Regular").is_dir() else (NOTO_CJK,)
    return tuple(folder for folder in (settings.VAR / "fonts", *FANDOL, *wide) if folder.is_dir())


@cache
def font_book() -> typst.Fonts:
    """The fonts as Typst sees them, searched once in a process."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders()))


@cache
def chosen_fonts() -> tuple[ChosenFont, ...]:
    """One font for each of the four faces. Raises FileNotFoundError when no font covers Chinese names at all."""
    found: dict[str, Path] = {}
    for font in font_book().fonts():
        found.setdefault(font.family, Path(str(font.path)))
    wide = next((family for family in WIDE if family in found), None)
    if wide is None:
        raise FileNotFoundError("no Noto Serif SC: run `npm ci`, or install fonts-noto-cjk")
    chosen = []
    for face, families in FACES.items():
        family = next((family for family in families if family in found), wide)
        chosen.append(ChosenFont(face, family, found[family], stand_in=family == wide))
    return (*chosen, ChosenFont("宽字库", wide, found[wide], stand_in=False))


def chains() -> dict[str, list[str]]:
    """For each face the families in the order that they are tried, glyph by glyph."""
    *faces, wide = chosen_fonts()
    return {font.face: list(dict.fromkeys((font.family, wide.family))) for font in faces} | {"宋体": [wide.family]}


@contextmanager
def opened(face: str, text: str) -> Iterator[TTFont]:
    """The boldest font of a face, for the outlines of a seal; of the wide face where the face's own lacks a character of ``text``."""
    for family in chains()[face]:
        font = max((font for font in font_book().fonts() if font.family == family), key=lambda font: font.weight)
        with _open(Path(str(font.path)), font.index) as file:
            if all(ord(character) in file.getBestCmap() for character in text):
                yield file
                return
    raise LookupError(f"no font has every character of {text}")


@cache
def covered() -> frozenset[int]:
    """Every code point that the chosen fonts have a glyph for."""
    families = {font.family for font in chosen_fonts()}
    files = {(Path(font.path), font.index) for font in font_book().fonts() if font.family in families and font.path}
    points: set[int] = set()
    for file, index in files:
        with _open(file, index) as font:
            points |= font.getBestCmap().keys()
    return frozenset(points)


def _open(file: Path, index: int) -> TTFont:
    if file.suffix.lower() in {".ttc", ".otc"}:
        return TTCollection(file, lazy=True).fonts[index]
    return TTFont(file, lazy=True)


def missing(text: str) -> str:
    """The characters of ``text`` that no chosen font can print, each once, in their order."""
    strange = set(text) - _printable()
    return "".join(dict.fromkeys(character for character in text if character in strange)) if strange else ""


@cache
def _printable() -> frozenset[str]:
    return frozenset(map(chr, covered())) | frozenset(_BREAKS)


def check_glyphs(content: Any, *, field: str = "") -> None:
    """Refuse a content with characters that would print as empty boxes, naming each and where it stands."""
    problems = [
        Problem(
            f"“{text}”中的字符“{character}”（U+{ord(character):04X}）没有字形，印出来会是空白或方框",
            code="missing_glyph",
            field=where or None,
            expected="换用规范汉字，或请管理员为文书安装含有该字的字库",
        )
        for where, text in _texts(content, field)
        for character in missing(text)
    ]
    if problems:
        raise Refused.of(problems)


def _texts(value: Any, where: str) -> Iterable[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(item, f"{where}.{key}".lstrip("."))
    elif isinstance(value, (list, tuple)):
        for place, item in enumerate(value):
            yield from _texts(item, f"{where}.{place}".lstrip("."))
