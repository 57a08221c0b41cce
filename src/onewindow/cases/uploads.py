"""What a file may be: its type is read from its content, and its name must say the same."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

from django.conf import settings

from onewindow.words.refused import Refused

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_SIGNATURES = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_MEMBERS = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
_SAME = {"jpeg": "jpg"}


def checked(content: bytes, *, name: str, formats: tuple[str, ...], title: str) -> tuple[str, str]:
    """The bare file name and the media type of an upload for the material ``title``.

    Raises Refused for an empty or too large file, a type that the material does not take, and a file that is not what its
    name says.
    """
    bare = PurePath(name.replace("\\", "/")).name.replace("\x00", "").strip()
    expected = f"{'、'.join(formats)}，不超过{settings.UPLOAD_LIMIT // 1024 // 1024} MB"

    def refuse(message: str, code: str) -> Refused:
        return Refused(f"{title}：{message}", code=code, field="file", expected=expected)

    if not bare:
        raise refuse("文件没有名称", "no_file_name")
    if not content:
        raise refuse(f"“{bare}”是空文件", "empty_file")
    if len(content) > settings.UPLOAD_LIMIT:
        raise refuse(f"“{bare}”有{len(content) / 1024 / 1024:.1f} MB，超过上限", "file_too_large")
    ending = PurePath(bare).suffix.lower().removeprefix(".")
    named, found = _SAME.get(ending, ending), format_of(content)
    if named not in formats:
        raise refuse(f"不接受“{bare}”这种文件", "wrong_format")
    if found != named:
        raise refuse(f"“{bare}”的内容不是{named}文件{f'，而是{found}文件' if found else ''}", "not_what_its_name_says")
    return bare, MEDIA_TYPES[named]


def format_of(content: bytes) -> str | None:
    """The format that a content has, or None if it is none of ours."""
    for name, signature in _SIGNATURES.items():
        if content.startswith(signature):
            return name
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    return next((name for name, member in _MEMBERS.items() if member in members), None)
