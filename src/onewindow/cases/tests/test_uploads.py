"""A file is what its content says, and its name must say the same."""

import io
import zipfile

import pytest

from onewindow.cases.uploads import MEDIA_TYPES, checked, format_of
from onewindow.words.refused import Refused

PDF = b"%PDF-1.7\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 16
JPG = b"\xff\xd8\xff\xe0" + b"\x00" * 16
ANY = tuple(MEDIA_TYPES)


def office(member: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, "<x/>")
    return buffer.getvalue()


XLSX, DOCX = office("xl/workbook.xml"), office("word/document.xml")


def refusal(content: bytes, name: str, formats: tuple[str, ...] = ANY) -> Refused:
    with pytest.raises(Refused) as caught:
        checked(content, name=name, formats=formats, title="海关数据证明")
    return caught.value


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("海关.pdf", PDF, "application/pdf"),
        ("a.PNG", PNG, "image/png"),
        ("照片.jpeg", JPG, "image/jpeg"),
        ("a.jpg", JPG, "image/jpeg"),
        ("表.xlsx", XLSX, MEDIA_TYPES["xlsx"]),
        ("文.docx", DOCX, MEDIA_TYPES["docx"]),
    ],
)
def test_a_file_that_is_what_its_name_says_is_taken(name: str, content: bytes, media_type: str) -> None:
    assert checked(content, name=name, formats=ANY, title="材料") == (name, media_type)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", PNG), ("a.png", PDF), ("a.xlsx", DOCX), ("a.docx", XLSX), ("a.pdf", b"MZ\x90\x00"), ("a.xlsx", b"PK\x03\x04broken")],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name: str, content: bytes) -> None:
    refused = refusal(content, name)

    assert refused.first.code == "not_what_its_name_says"
    assert refused.first.field == "file"
    assert "海关数据证明" in refused.first.message


def test_a_zip_that_is_no_office_file_has_no_format_of_ours() -> None:
    assert format_of(office("evil.js")) is None


def test_a_format_that_the_material_does_not_take_is_refused_and_the_right_ones_are_named() -> None:
    refused = refusal(DOCX, "a.docx", ("pdf", "xlsx"))

    assert refused.first.code == "wrong_format"
    assert refused.first.expected is not None and "pdf、xlsx" in refused.first.expected


@pytest.mark.parametrize("name", ["a.exe", "a", "a.pdf.html"])
def test_an_unknown_ending_is_refused(name: str) -> None:
    assert refusal(PDF, name).first.code == "wrong_format"


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"", "a.pdf").first.code == "empty_file"


def test_a_file_above_the_limit_is_refused_and_one_at_the_limit_is_taken(settings) -> None:  # type: ignore[no-untyped-def]
    settings.UPLOAD_LIMIT = 1024 * 1024
    whole = PDF + b" " * (settings.UPLOAD_LIMIT - len(PDF))

    assert checked(whole, name="a.pdf", formats=ANY, title="材料")
    assert refusal(whole + b" ", "a.pdf").first.code == "file_too_large"


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "C:\\temp\\passwd.pdf", "/root/passwd.pdf"])
def test_of_a_path_only_the_name_is_kept(name: str) -> None:
    assert checked(PDF, name=name, formats=ANY, title="材料")[0] == "passwd.pdf"


def test_a_file_without_a_name_is_refused() -> None:
    assert refusal(PDF, "\x00").first.code == "no_file_name"
