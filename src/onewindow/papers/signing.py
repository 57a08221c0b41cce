"""The signature in a paper: PAdES by the body's own key, with the key and certificate kept open between papers.

The demonstration makes a P-256 key and a self-signed certificate for each body, once. An office puts its own in their
place (``VAR/keys/<organisation>.pem``: key, certificate, then the certificates above it). A seal machine that signs with
SM2 under GB/T 38540 takes the place of ``Signature`` through ``seals.install``: it is given the rendered PDF and returns
the sealed one, and nothing else knows the difference.
"""

from __future__ import annotations

import io
import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from asn1crypto import algos
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko_certvalidator.registry import SimpleCertificateStore

DEMO_MARK = "演示证书"
_FIELD = "Seal"
_LASTS = timedelta(days=3650)


class _KeptKey(signers.Signer):
    """pyHanko's own signer parses the key twice for each signature; this one keeps the key object."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, chain: list[x509.Certificate]) -> None:
        certificates = [asn1_x509.Certificate.load(one.public_bytes(serialization.Encoding.DER)) for one in chain]
        store = SimpleCertificateStore()
        store.register_multiple(certificates)
        super().__init__(
            signing_cert=certificates[0],
            cert_registry=store,
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        )
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return self._key.sign(data, ec.ECDSA(hashes.SHA256()))


class _PaperSigner(signers.PdfSigner):
    """pyHanko's declares P-256 as an extension of PDF 2.0, and PDF/A-2 ends with 1.7; PAdES itself needs no more than 1.7."""

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:
        pdf_out.register_extension(ESIC_EXTENSION_1)


class _PaperWriter(IncrementalPdfFileWriter):
    """A signature changes no word of a paper: what its metadata say, the standards it keeps among them, stays as rendered."""

    def _update_meta(self) -> None:
        pass


class Signature:
    """What signs for one body. ``is_demo`` if its certificate was made here and no office stands behind it."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, chain: list[x509.Certificate]) -> None:
        self.certificate = chain[0]
        self.is_demo = DEMO_MARK in chain[0].subject.rfc4514_string()
        self._signer = _KeptKey(key, chain)
        # Room for the signature, in hex digits: the certificates and about 1 kB. Said here, since measuring takes a trial run.
        self._room = 2 * (sum(len(one.public_bytes(serialization.Encoding.DER)) for one in chain) + 2048)

    def sign(self, pdf: bytes, *, name: str, reason: str) -> bytes:
        """The PDF with an invisible PAdES signature, appended: the bytes before it stay as they are."""
        writer = _PaperWriter(io.BytesIO(pdf))
        metadata = signers.PdfSignatureMetadata(
            field_name=_FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, name=name, reason=reason
        )
        signed: Any = _PaperSigner(metadata, signer=self._signer).sign_pdf(writer, in_place=True, bytes_reserved=self._room)
        result: bytes = signed.getvalue()
        return result


def load(file: Path, *, name: str) -> Signature:
    """The signature whose key and certificates lie in a PEM file; a demonstration's is made when the file is not there.

    Raises ValueError for a key that is not on P-256, or no certificate.
    """
    if not file.exists():
        _make(file, name)
    content = file.read_bytes()
    key = serialization.load_pem_private_key(content, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError(f"{file}: the key of a seal is on P-256")
    return Signature(key, x509.load_pem_x509_certificates(content))


def _make(file: Path, name: str) -> None:
    """Write a demonstration's key, whole or not at all; who comes second keeps the first one's."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    descriptor, draft = tempfile.mkstemp(dir=file.parent)  # readable by its owner alone
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(pem + _self_signed(key, name).public_bytes(serialization.Encoding.PEM))
        stream.flush()
        os.fsync(stream.fileno())
    try:
        file.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()


def _self_signed(key: ec.EllipticCurvePrivateKey, name: str) -> x509.Certificate:
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _short(name)),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, DEMO_MARK),
            x509.NameAttribute(NameOID.COMMON_NAME, _short(name)),
        ]
    )
    usage = dict.fromkeys(("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"), False)
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + _LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, encipher_only=False, decipher_only=False, **usage), critical=True
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def _short(name: str) -> str:
    """As much of a name as X.520 allows: 64 bytes."""
    return name.encode()[:64].decode(errors="ignore")
