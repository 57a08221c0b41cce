"""Personal data under seal: columns encrypted with AES-256-GCM that open on load and can be erased, and keyed digests of them.

A sealed text says which key made it, so keys can change one by one (``SEAL_KEYS_RETIRED`` still open, ``SEAL_KEY`` seals);
its column is bound in, so a text that is moved to another column does not open. It is not bound to its row.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models

_VERSION = "s1"
_NONCE = 12


class SealBroken(Exception):
    """A sealed text that was altered, moved to another column, or made with a key that is not here."""


def seal(text: str, *, bound_to: str) -> str:
    """The sealed form ``s1.<key id>.<nonce and ciphertext>``; the same text gives another form each time."""
    key = settings.SEAL_KEY
    head = f"{_VERSION}.{_key_id(key)}"
    nonce = secrets.token_bytes(_NONCE)
    ciphertext = _cipher(key).encrypt(nonce, text.encode(), _bound(head, bound_to))
    return f"{head}.{base64.urlsafe_b64encode(nonce + ciphertext).decode()}"


def unseal(sealed: str, *, bound_to: str) -> str:
    """The text that was sealed for that column. Raises SealBroken."""
    head, _, body = sealed.rpartition(".")
    key = _keys().get(head)
    if key is None:
        raise SealBroken(f"{bound_to}: no key for this seal")
    try:
        content = base64.urlsafe_b64decode(body)
        if base64.urlsafe_b64encode(content).decode() != body:  # the decoder ignores what it does not know
            raise SealBroken(f"{bound_to}: not the text that was sealed")
        return _cipher(key).decrypt(content[:_NONCE], content[_NONCE:], _bound(head, bound_to)).decode()
    except (InvalidTag, binascii.Error, ValueError) as problem:
        raise SealBroken(f"{bound_to}: not the text that was sealed") from problem


def digest(value: str, *, purpose: str, salt: str = "") -> str:
    """The keyed digest (HMAC-SM3, 64 hex digits) by which a personal value is found again without being stored.

    The same value under another ``purpose`` or ``salt`` gives another digest, so that tables cannot be joined over it.
    An event about a value that may have to be forgotten uses a ``salt`` that is erased with the value.
    """
    mac = hmac.HMAC(_derived(settings.DIGEST_KEY, b"onewindow digest"), hashes.SM3())
    for part in (purpose, salt, value):
        encoded = part.encode()
        mac.update(len(encoded).to_bytes(8, "big") + encoded)
    return mac.finalize().hex()


class SealedTextField(models.TextField):
    """A text that is ciphertext in the database and plain in memory. Always ``null=True``: null is what erasing leaves.

    It cannot be filtered by (only ``isnull``); keep a ``digest`` beside it for that. ``bound_to`` keeps the name under
    the seal when a model or column is renamed. Loading a broken seal raises SealBroken.
    """

    description = "sealed text"

    def __init__(self, *args: Any, bound_to: str = "", **kwargs: Any) -> None:
        kwargs["null"] = kwargs["blank"] = True
        self._bound_to = bound_to
        super().__init__(*args, **kwargs)

    @property
    def bound_to(self) -> str:
        return self._bound_to or f"{self.model._meta.label_lower}.{self.attname}"

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self._bound_to:
            kwargs["bound_to"] = self._bound_to
        return name, path, args, kwargs

    def get_prep_value(self, value: Any) -> Any:
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise TypeError(f"{self.bound_to} seals text, not {type(value).__name__}")
        return seal(value, bound_to=self.bound_to)

    def from_db_value(self, value: str | None, expression: object, connection: object) -> str | None:
        return None if value is None else unseal(value, bound_to=self.bound_to)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.bound_to} is sealed: the same text is stored differently each time; look for its digest")
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(f"{self.bound_to} is sealed and in no dump; back the database up instead")


def reseal(model: type[models.Model]) -> int:
    """Seal every sealed column of a model with today's key, row by row; the number of rows rewritten.

    Run after ``SEAL_KEY`` changed; when it has run for every model the retired key can go. Raises SealBroken.
    """
    names = [field.attname for field in model._meta.concrete_fields if isinstance(field, SealedTextField)]
    rewritten = 0
    for row in model._default_manager.only(*names).iterator():
        rewritten += model._default_manager.filter(pk=row.pk).update(**{name: getattr(row, name) for name in names})
    return rewritten


def _bound(head: str, bound_to: str) -> bytes:
    return f"{head}.{bound_to}".encode()


def _keys() -> dict[str, bytes]:
    return {f"{_VERSION}.{_key_id(key)}": key for key in (*settings.SEAL_KEYS_RETIRED, settings.SEAL_KEY)}


@lru_cache(maxsize=16)
def _key_id(key: bytes) -> str:
    return _derived(key, b"onewindow key id").hex()[:8]


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(_derived(key, b"onewindow seal"))


@lru_cache(maxsize=16)
def _derived(key: bytes, use: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=use).derive(key)
