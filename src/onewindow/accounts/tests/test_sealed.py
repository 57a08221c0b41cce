"""Sealed columns: unreadable in the database, unalterable, not to be moved, to be forgotten."""

from __future__ import annotations

import base64

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from onewindow.accounts.models import User
from onewindow.accounts.sealed import SealBroken, SealedTextField, digest, reseal, seal, unseal
from onewindow.accounts.tests.conftest import Hire

PHONE = "13812345678"
COLUMN = "accounts.user.phone"


def stored(user: User, column: str = "phone") -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM accounts_user WHERE id = %s", [user.pk])
        return cursor.fetchone()[0]


def store(user: User, value: str, column: str = "phone") -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE accounts_user SET {column} = %s WHERE id = %s", [value, user.pk])


@given(text=st.text(min_size=0, max_size=200).filter(lambda text: text < "\ud800" or text.isprintable()))
def test_what_was_sealed_opens_again(text: str) -> None:
    assert unseal(seal(text, bound_to=COLUMN), bound_to=COLUMN) == text


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert seal(PHONE, bound_to=COLUMN) != seal(PHONE, bound_to=COLUMN)


def test_every_flipped_bit_is_refused() -> None:
    sealed = seal(PHONE, bound_to=COLUMN).encode()
    for place in range(len(sealed)):
        for bit in range(8):
            altered = bytearray(sealed)
            altered[place] ^= 1 << bit
            with pytest.raises(SealBroken):
                unseal(altered.decode("latin-1"), bound_to=COLUMN)


def test_every_flipped_bit_of_the_ciphertext_itself_is_refused() -> None:
    head, _, body = seal(PHONE, bound_to=COLUMN).rpartition(".")
    content = base64.urlsafe_b64decode(body)
    for place in range(len(content) * 8):
        altered = bytearray(content)
        altered[place // 8] ^= 1 << place % 8
        with pytest.raises(SealBroken):
            unseal(f"{head}.{base64.urlsafe_b64encode(altered).decode()}", bound_to=COLUMN)


@pytest.mark.parametrize("text", ["", "s1", "s1.00000000.", PHONE, "s1..", "s2.00000000.AAAA"])
def test_what_was_never_sealed_is_refused(text: str) -> None:
    with pytest.raises(SealBroken):
        unseal(text, bound_to=COLUMN)


def test_a_cut_text_is_refused() -> None:
    sealed = seal(PHONE, bound_to=COLUMN)
    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            unseal(sealed[:length], bound_to=COLUMN)


def test_another_column_does_not_open_it() -> None:
    with pytest.raises(SealBroken):
        unseal(seal(PHONE, bound_to=COLUMN), bound_to="accounts.user.resident_id")


def test_another_key_does_not_open_it(settings) -> None:
    sealed = seal(PHONE, bound_to=COLUMN)
    settings.SEAL_KEY = b"\x01" * 32
    with pytest.raises(SealBroken, match="no key"):
        unseal(sealed, bound_to=COLUMN)
    settings.SEAL_KEYS_RETIRED = [b"\xa7" * 32]
    assert unseal(sealed, bound_to=COLUMN) == PHONE


@pytest.mark.django_db
def test_the_database_holds_ciphertext_and_the_program_plain_text(hire: Hire) -> None:
    user = hire(phone=PHONE)
    assert PHONE not in stored(user)
    assert stored(user).startswith("s1.")
    assert User.objects.get(pk=user.pk).phone == PHONE
    assert User.objects.values_list("phone", flat=True).get(pk=user.pk) == PHONE


@pytest.mark.django_db
def test_an_altered_row_does_not_load(hire: Hire) -> None:
    user = hire(phone=PHONE)
    sealed = stored(user)
    store(user, sealed[:-3] + ("A" if sealed[-3] != "A" else "B") + sealed[-2:])
    with pytest.raises(SealBroken):
        User.objects.get(pk=user.pk)


@pytest.mark.django_db
def test_a_text_moved_to_another_column_does_not_load(hire: Hire) -> None:
    user = hire(phone=PHONE)
    store(user, stored(user), "resident_id")
    with pytest.raises(SealBroken):
        User.objects.get(pk=user.pk)


@pytest.mark.django_db
def test_an_erased_value_is_null_and_so_is_an_empty_one(hire: Hire) -> None:
    user = hire(phone=PHONE)
    User.objects.filter(pk=user.pk).update(phone=None)
    assert stored(user) is None
    user.phone = ""
    user.save()
    assert User.objects.filter(phone__isnull=True, pk=user.pk).exists()


@pytest.mark.django_db
def test_a_sealed_column_cannot_be_searched_or_dumped(hire: Hire) -> None:
    user = hire(phone=PHONE)
    for lookup in ("phone", "phone__contains", "phone__in"):
        with pytest.raises(FieldError, match="digest"):
            list(User.objects.filter(**{lookup: [PHONE] if lookup.endswith("in") and "contains" not in lookup else PHONE}))
    with pytest.raises(TypeError, match="no dump"):
        serializers.serialize("json", [user])


def test_only_text_is_sealed() -> None:
    field = User._meta.get_field("phone")
    assert isinstance(field, SealedTextField)
    with pytest.raises(TypeError, match="seals text"):
        field.get_prep_value(13812345678)


@pytest.mark.django_db
def test_resealing_moves_every_row_to_the_new_key(hire: Hire, settings) -> None:
    user = hire(phone=PHONE)
    settings.SEAL_KEYS_RETIRED, settings.SEAL_KEY = [settings.SEAL_KEY], b"\x02" * 32
    assert reseal(User) == User.objects.count()
    settings.SEAL_KEYS_RETIRED = []
    assert User.objects.get(pk=user.pk).phone == PHONE
    assert User.objects.get(pk=user.pk).resident_id is None


def test_a_digest_finds_the_same_value_again_and_no_other() -> None:
    assert digest(PHONE, purpose="phone") == digest(PHONE, purpose="phone")
    assert len(digest(PHONE, purpose="phone")) == 64
    others = {
        digest(PHONE + "0", purpose="phone"),
        digest(PHONE, purpose="other"),
        digest(PHONE, purpose="phone", salt="s"),
        digest("s" + PHONE, purpose="phone"),
        digest(PHONE, purpose="phones"),
    }
    assert digest(PHONE, purpose="phone") not in others
    assert len(others) == 5


def test_a_digest_cannot_be_guessed_without_the_key(settings) -> None:
    before = digest(PHONE, purpose="phone")
    settings.DIGEST_KEY = b"\x03" * 32
    assert digest(PHONE, purpose="phone") != before
