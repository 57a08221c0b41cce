"""An upload is what its content is; a name that says otherwise is refused."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from onewindow.papers.uploads import check_upload, file_name
from onewindow.words.refused import Refused

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 20 + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 20 + b"\xff\xd9"


def package(*parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return stream.getvalue()


DOCX = package("[Content_Types].xml", "word/document.xml")
XLSX = package("[Content_Types].xml", "xl/workbook.xml")
OFD = package("OFD.xml", "Doc_0/Document.xml")


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("海关数据证明.pdf", PDF, "application/pdf"),
        ("扫描.PNG", PNG, "image/png"),
        ("照片.jpg", JPEG, "image/jpeg"),
        ("照片.jpeg", JPEG, "image/jpeg"),
        ("申请表.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("清单.xlsx", XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("电子证照.ofd", OFD, "application/ofd"),
    ],
)
def test_the_media_type_comes_from_the_content(name: str, content: bytes, media_type: str) -> None:
    assert check_upload(name, content) == media_type


@pytest.mark.parametrize(
    ("name", "content", "code", "says"),
    [
        ("空.pdf", b"", "empty_file", "空文件"),
        ("证明.pdf", PNG, "content_differs", "像是PNG图片"),
        ("证明.png", PDF, "content_differs", "像是PDF文档"),
        ("证明.pdf", b"MZ" + b"\x00" * 200, "content_differs", "可执行程序"),
        ("证明.pdf", b"hello", "content_differs", "纯文本"),
        ("证明.pdf", b"<html><body>", "content_differs", "网页"),
        ("表.docx", XLSX, "content_differs", "像是Excel表格"),
        ("表.docx", package("a.txt"), "content_differs", "像是压缩包"),
        ("表.docx", DOCX[:-30], "content_differs", "损坏的压缩包"),
        ("证明.pdf", b"%PDF-x.y broken %%EOF", "file_damaged", "损坏"),
        ("证明.pdf", PDF[:-7], "file_damaged", "不完整"),
        ("图.png", PNG[:-12], "file_damaged", "不完整"),
        ("图.jpg", JPEG[:-2], "file_damaged", "不完整"),
        ("程序.exe", b"MZ" + b"\x00" * 200, "kind_not_allowed", "不是可以上传的文件类型"),
        ("没有后缀", PDF, "kind_not_allowed", "不是可以上传的文件类型"),
        ("证明.pdf.exe", PDF, "kind_not_allowed", "不是可以上传的文件类型"),
        ("宏.docx", package("word/document.xml", "word/vbaProject.bin"), "file_has_macros", "宏"),
        ("宏.xlsx", package("xl/workbook.xml", "xl/vbaProject.bin"), "file_has_macros", "宏"),
    ],
)
def test_an_upload_is_refused_with_what_and_what_would_be_right(name: str, content: bytes, code: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        check_upload(name, content, field="customs")
    problem = refused.value.first
    assert (problem.code, problem.field) == (code, "customs")
    assert says in problem.message
    assert problem.expected


def test_an_upload_at_the_limit_passes_and_one_byte_more_is_refused(settings: Any) -> None:
    settings.UPLOAD_LIMIT = len(PDF)
    assert check_upload("a.pdf", PDF)
    settings.UPLOAD_LIMIT = len(PDF) - 1
    with pytest.raises(Refused, match="超过上限"):
        check_upload("a.pdf", PDF)


def test_a_material_may_take_fewer_kinds() -> None:
    assert check_upload("a.pdf", PDF, allowed=("pdf", "jpg"))
    with pytest.raises(Refused) as refused:
        check_upload("a.png", PNG, allowed=("pdf", "jpg"))
    assert refused.value.first.expected == "PDF文档（.pdf）、JPEG图片（.jpg、.jpeg）"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\资料\\证明.pdf", "证明.pdf"),
        ("../../etc/passwd", "passwd"),
        ("证明\r\n.pdf", "证明.pdf"),
        ("证明\u202efdp.exe", "证明fdp.exe"),
        ('a<b>: "c|d?*.xlsx', "a_b__ _c_d__.xlsx"),
        ("", "未命名"),
        ("长" * 200 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_file_name_loses_what_could_mislead(name: str, kept: str) -> None:
    assert file_name(name) == kept
