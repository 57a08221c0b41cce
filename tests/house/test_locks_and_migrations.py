"""Dependencies are locked with hashes and name no host; migrations say what the models say."""

import re

import pytest
from django.core.management import call_command

from tests.house.code import ROOT


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-spark.lock"])
def test_every_python_dependency_has_a_hash(name: str) -> None:
    lines = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
    pinned = [line for line in lines if line and not line.startswith("#")]
    assert len(pinned) > 50
    assert all("==" in line and "--hash=sha256:" in line for line in pinned)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-spark.lock", "package-lock.json"])
def test_no_lock_file_names_a_registry(name: str) -> None:
    text = (ROOT / name).read_text()
    assert '"resolved"' not in text
    assert not re.findall(r"https?://(?!opencollective|github\.com/sponsors|tidelift|paypal|www\.buymeacoffee)[^\s\"]+", text)
