"""The signature holds, and breaks with the first byte that changes."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from onewindow.papers import render, seals, signing
from onewindow.papers.models import Paper

Issue = Callable[..., Paper]
warnings.filterwarnings("ignore", category=DeprecationWarning, module="pyhanko")


@pytest.fixture
def signed(issue: Issue) -> tuple[bytes, bytes, signing.Signature]:
    """A rendered paper, the same with its signature, and what signed it."""
    paper = issue("decision")
    seal = seals.seal_of(paper.organisation, paper.issuer)
    pdf = render.compiled(render.sheet(paper, seal))
    assert isinstance(seal.signature, signing.Signature)
    return pdf, seal.signature.sign(pdf, name=paper.issuer, reason="制发"), seal.signature


def status_of(pdf: bytes, signature: signing.Signature) -> PdfSignatureStatus:
    certificate = asn1_x509.Certificate.load(signature.certificate.public_bytes(serialization.Encoding.DER))
    (embedded,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    return validate_pdf_signature(embedded, ValidationContext(trust_roots=[certificate], allow_fetching=False))


def test_the_signature_is_intact_trusted_and_covers_the_whole_file(signed: tuple[bytes, bytes, signing.Signature]) -> None:
    _, pdf, signature = signed
    status = status_of(pdf, signature)
    assert status.bottom_line
    assert status.intact
    assert status.trusted
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.signing_cert.subject.native["organization_name"] == "青禾县行政审批服务局"


def test_the_signature_is_appended_and_says_pades(signed: tuple[bytes, bytes, signing.Signature]) -> None:
    rendered, pdf, _ = signed
    assert pdf.startswith(rendered)
    assert b"/ETSI.CAdES.detached" in pdf


def test_the_sealed_file_stays_what_it_declares(signed: tuple[bytes, bytes, signing.Signature]) -> None:
    """PDF/A-2a and PDF/UA-1 end with PDF 1.7; the metadata that declare them are those of the paper as it was rendered."""
    rendered, pdf, _ = signed
    assert pdf.startswith(b"%PDF-1.7")
    root = PdfFileReader(io.BytesIO(pdf)).root
    assert "/Version" not in root
    assert set(root["/Extensions"]) == {"/ESIC"}
    before = PdfFileReader(io.BytesIO(rendered)).root
    assert root["/Metadata"].data == before["/Metadata"].data
    declared = root["/Metadata"].data.decode()
    for mark in ("<pdfaid:part>2", "<pdfaid:conformance>A", "<pdfuaid:part>1"):
        assert mark in declared
    assert root["/MarkInfo"]["/Marked"] == before["/MarkInfo"]["/Marked"]
    assert root["/OutputIntents"] == before["/OutputIntents"]
    assert root.raw_get("/StructTreeRoot").reference.idnum == before.raw_get("/StructTreeRoot").reference.idnum


def test_the_file_bears_the_moment_of_issue_and_signing_does_not_change_it(signed: tuple[bytes, bytes, signing.Signature]) -> None:
    """Half past ten by the county's clock is half past two in UTC, which every reader shows in its own zone."""
    _, pdf, _ = signed
    about = PdfFileReader(io.BytesIO(pdf)).trailer["/Info"]
    assert str(about["/CreationDate"]) == str(about["/ModDate"]) == "D:20230915023000Z"


def test_a_flipped_byte_is_refused_wherever_it_is(signed: tuple[bytes, bytes, signing.Signature]) -> None:
    rendered, pdf, signature = signed
    for place in range(200, len(rendered), len(rendered) // 12):
        changed = bytearray(pdf)
        changed[place] ^= 1
        try:
            status = status_of(bytes(changed), signature)
        except (PdfReadError, ValueError):
            continue  # so broken that it opens no more
        assert not status.bottom_line


def test_another_bodys_key_is_not_trusted(signed: tuple[bytes, bytes, signing.Signature], tmp_path: Path) -> None:
    _, pdf, _ = signed
    assert not status_of(pdf, signing.load(tmp_path / "other.pem", name="别的单位")).bottom_line


def test_a_demonstrations_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "test-hall.pem"
    first = signing.load(file, name="青禾县行政审批服务局")
    assert signing.load(file, name="青禾县行政审批服务局").certificate == first.certificate
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in file.parent.iterdir()] == ["test-hall.pem"]


def test_who_comes_second_keeps_the_first_ones_key(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "a.pem"
    signing._make(file, "甲")
    before = file.read_bytes()
    signing._make(file, "甲")
    assert file.read_bytes() == before


def test_only_a_certificate_made_here_prints_that_it_is_for_demonstration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    demo = signing.load(tmp_path / "demo.pem", name="甲局")
    monkeypatch.setattr(signing, "DEMO_MARK", "印章")
    office = signing.load(tmp_path / "office.pem", name="甲局")
    monkeypatch.undo()
    office = signing.load(tmp_path / "office.pem", name="甲局")
    assert (demo.is_demo, office.is_demo) == (True, False)
    assert seals.Seal("甲局", seals.DEMO_NOTE, demo).says == "甲局印章（演示用章）"
    assert seals.Seal("甲局", "", office).says == "甲局印章"
    assert len(seals.picture("甲局", "")) < len(seals.picture("甲局", seals.DEMO_NOTE))


def test_a_long_name_in_letters_fits_the_certificate(tmp_path: Path) -> None:
    assert signing.load(tmp_path / "long.pem", name="很长的单位名称" * 6).is_demo


def test_a_key_off_the_curve_is_refused(tmp_path: Path) -> None:
    key = rsa.generate_private_key(65537, 2048)
    file = tmp_path / "rsa.pem"
    file.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    with pytest.raises(ValueError, match="P-256"):
        signing.load(file, name="甲局")


def test_a_seal_machine_takes_the_place_of_the_key(issue: Issue) -> None:
    class Machine:
        is_demo = False

        def sign(self, pdf: bytes, *, name: str, reason: str) -> bytes:
            return pdf + f"% {name} {reason}".encode()

    paper = issue()
    kept = seals._source[0]
    try:
        seals.install(lambda organisation, name: Machine())
        seal = seals.seal_of(paper.organisation, paper.issuer)
        assert seal.note == ""
        assert render.render(paper, seal).endswith(f"% {paper.issuer} 制发{paper.title}（{paper.number}）".encode())
    finally:
        seals.install(kept)


@pytest.mark.parametrize("name", ["税务局", "青禾县行政审批服务局", "青禾县住房和城乡建设与自然资源综合管理服务局"])
def test_the_seal_is_drawn_in_outlines(name: str) -> None:
    drawn = seals.picture(name, seals.DEMO_NOTE)
    assert drawn.startswith("<svg")
    assert "<text" not in drawn
    assert "nan" not in drawn
