"""What a person hands in: taken by its content, never by its name, and refused when the two disagree."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

import puremagic
from django.conf import settings

from onewindow.words.refused import Refused

_UNSAVABLE = re.compile(r'[<>:"|?*]')
_PDF_HEAD = re.compile(rb"%PDF-[12]\.\d")
_TAIL = 2048  # scanners and mailers append a few bytes after the end mark
_CONTROL = re.compile(r"[\x00-\x1f\x7f‪-‮⁦-⁩]")  # line breaks, and marks that turn a name around


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is taken: how it is called, what names it bears, its media type, and how its content is known."""

    title: str
    extensions: tuple[str, ...]
    media_type: str
    fits: Callable[[bytes], bool]
    whole: Callable[[bytes], bool]


def _package(marker: str) -> Callable[[bytes], bool]:
    """Whether a ZIP package has the part that makes it a document of its kind."""
    return lambda content: marker in _names(content)


def _always(_: bytes) -> bool:
    return True


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = (
    FileKind(
        "PDF文档",
        ("pdf",),
        "application/pdf",
        lambda content: content.startswith(b"%PDF-"),
        lambda content: bool(_PDF_HEAD.match(content)) and b"%%EOF" in content[-_TAIL:],
    ),
    FileKind(
        "PNG图片",
        ("png",),
        "image/png",
        lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"),
        lambda content: content[12:16] == b"IHDR" and b"IEND" in content[-_TAIL:],
    ),
    FileKind(
        "JPEG图片",
        ("jpg", "jpeg"),
        "image/jpeg",
        lambda content: content.startswith(b"\xff\xd8\xff"),
        lambda content: b"\xff\xd9" in content[-64 * 1024 :],
    ),
    FileKind("Word文档", ("docx",), f"{_OFFICE}.wordprocessingml.document", _package("word/document.xml"), _always),
    FileKind("Excel表格", ("xlsx",), f"{_OFFICE}.spreadsheetml.sheet", _package("xl/workbook.xml"), _always),
    FileKind("OFD版式文档", ("ofd",), "application/ofd", _package("OFD.xml"), _always),
)
_OTHERS = {
    ".exe": "可执行程序",
    ".sh": "脚本",
    ".rar": "RAR压缩包",
    ".7z": "7z压缩包",
    ".doc": "旧版Word或Excel文档",
    ".html": "网页",
    ".gif": "GIF图片",
    ".heif": "HEIF图片",
    ".tiff": "TIFF图片",
    ".bmp": "BMP图片",
    ".mp4": "视频",
}


def check_upload(name: str, content: bytes, *, field: str = "file", allowed: tuple[str, ...] | None = None) -> str:
    """The media type of an upload, known by its content.

    ``allowed`` narrows the extensions (``("pdf", "jpg")``). Raises Refused for a file that is empty, over the upload limit,
    of a kind that is not taken, torn, or not what its name says; each says what would be right.
    """
    shown = file_name(name)
    kinds = tuple(kind for kind in KINDS if allowed is None or set(kind.extensions) & set(allowed))
    expected = "、".join(f"{kind.title}（.{'、.'.join(kind.extensions)}）" for kind in kinds)

    def refuse(message: str, code: str, right: str = expected) -> Refused:
        return Refused(message, code=code, field=field, expected=right)

    if not content:
        raise refuse(f"“{shown}”是空文件", "empty_file", "有内容的文件；请重新导出或扫描后上传")
    if len(content) > settings.UPLOAD_LIMIT:
        raise refuse(
            f"“{shown}”有{_megabytes(len(content))}，超过上限", "file_too_large", f"每个文件不超过{_megabytes(settings.UPLOAD_LIMIT)}"
        )
    by_name = _kind_of_extension(shown)
    if by_name is None or by_name not in kinds:
        raise refuse(f"“{shown}”不是可以上传的文件类型", "kind_not_allowed")
    found = next((kind for kind in KINDS if kind.fits(content)), None)
    if found is not by_name:
        raise refuse(f"“{shown}”的内容不是{by_name.title}，而像是{found.title if found else _guess(content)}", "content_differs")
    if not found.whole(content):
        raise refuse(f"“{shown}”已经损坏或不完整，打不开", "file_damaged", "完整的文件；请用原软件打开检查后重新上传")
    if "word/vbaProject.bin" in (names := _names(content)) or "xl/vbaProject.bin" in names:
        raise refuse(f"“{shown}”含有宏程序", "file_has_macros", "另存为不含宏的文件，或者转成PDF")
    return found.media_type


def file_name(name: str) -> str:
    """The name of an upload without folders, control characters and marks that turn text around; at most 120 characters.

    What Windows cannot save stands as an underscore.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = _UNSAVABLE.sub("_", _CONTROL.sub("", last)).strip() or "未命名"
    suffix = PurePath(plain).suffix
    return plain if len(plain) <= 120 else plain[: 120 - len(suffix)] + suffix


def _kind_of_extension(name: str) -> FileKind | None:
    extension = PurePath(name).suffix.lower().lstrip(".")
    return next((kind for kind in KINDS if extension in kind.extensions), None)


def _names(content: bytes) -> frozenset[str]:
    """The parts of a ZIP package; none when it is no package or is torn."""
    if not content.startswith(b"PK\x03\x04"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return frozenset(package.namelist())
    except zipfile.BadZipFile:
        return frozenset()


def _guess(content: bytes) -> str:
    """What an unknown content seems to be, in words."""
    if content.startswith(b"PK\x03\x04"):
        return "压缩包" if _names(content) else "损坏的压缩包"
    try:
        found = puremagic.magic_string(content[: 64 * 1024])
    except (puremagic.PureError, ValueError):
        found = []
    extension = found[0].extension if found else ""
    if extension in _OTHERS:
        return _OTHERS[extension]
    return "纯文本" if _is_text(content[:4096]) else "其他文件"


def _is_text(head: bytes) -> bool:
    try:
        return "\x00" not in head.decode()
    except UnicodeDecodeError:
        return False


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}".removesuffix(".0") + "MB"
