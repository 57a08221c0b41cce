"""What every test may ask for. Nothing flushes: the database itself refuses to forget an event, so a test that
needs real commits works on a copy of a prepared database and throws the copy away."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from hypothesis import settings as hypothesis_settings

hypothesis_settings.register_profile("steady", deadline=None)  # a busy machine is no failure
hypothesis_settings.load_profile("steady")

LOADED = {"live_database", "shared_database", "loaded_county", "loaded_catalogue"}
DATABASE_FIXTURES = {"db", "transactional_db", "client", "admin_client", *LOADED}
UNDEFINED = "«undefined template variable: %s»"


def pytest_configure(config: pytest.Config) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the tests' passwords are secrets to nobody
    for engine in settings.TEMPLATES:
        engine["OPTIONS"]["string_if_invalid"] = _Undefined(UNDEFINED)


class _Undefined(str):
    """Fails the test that renders an undefined variable, instead of printing nothing."""

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"undefined template variable: {name}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or names & DATABASE_FIXTURES:
            item.add_marker("database")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """The database of the tests, and the address of a copy with all tables and no row: whatever is loaded begins with that."""
    address = _new_address(tmp_path_factory.mktemp("empty"), "empty")
    with django_db_blocker.unblock():
        _copy_empty(address)
    yield address
    _drop(address)


@pytest.fixture(scope="session")
def database_template(django_db_setup: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database with the county loaded; never written to by a test."""
    address = _new_address(tmp_path_factory.mktemp("template"), "template")
    _create(address, template=django_db_setup)
    environment = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "onewindow.config.settings"}
    command = [sys.executable, "-W", "ignore", "-m", "onewindow.cli", "load"]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    yield address
    _drop(address)


@pytest.fixture
def live_database(database_template: str, tmp_path: Path, django_db_blocker) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """A committed copy of the template that this process and its children (``DATABASE_URL``) work on; dropped after the test."""
    address = _new_address(tmp_path, f"copy_{uuid.uuid4().hex[:12]}")
    _create(address, template=database_template)
    with django_db_blocker.unblock(), _working_on(address):
        yield address
    _drop(address)


@pytest.fixture(scope="module")
def shared_database(database_template: str, tmp_path_factory: pytest.TempPathFactory, django_db_blocker) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """The same for all tests of a module, which do not mind what the others left."""
    address = _new_address(tmp_path_factory.mktemp("shared"), f"copy_{uuid.uuid4().hex[:12]}")
    _create(address, template=database_template)
    with django_db_blocker.unblock(), _working_on(address):
        yield address
    _drop(address)


@pytest.fixture(scope="session")
def county_database(django_db_setup: str, tmp_path_factory: pytest.TempPathFactory, django_db_blocker) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """The address of a database with the county and its demonstration, loaded once: that takes longer than most tests."""
    from onewindow.web.tests.county import load_county  # noqa: PLC0415  # models are ready only now

    address = _new_address(tmp_path_factory.mktemp("county"), "county")
    _create(address, template=django_db_setup)
    with django_db_blocker.unblock(), _working_on(address):
        load_county()
    yield address
    _drop(address)


@pytest.fixture
def loaded_county(county_database: str, django_db_blocker) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """The county with its demonstration, for one test: what the test writes is rolled back."""
    with django_db_blocker.unblock(), _rolled_back(county_database):
        yield


@pytest.fixture(scope="session")
def catalogue_database(django_db_setup: str, tmp_path_factory: pytest.TempPathFactory, django_db_blocker) -> Iterator[tuple[str, Path]]:  # type: ignore[no-untyped-def]
    """The address of a database with the organisations and the items of the county, and the folder of the files that they name."""
    from onewindow.web.tests.county import load_catalogue  # noqa: PLC0415  # models are ready only now

    folder = tmp_path_factory.mktemp("catalogue")
    address, files = _new_address(folder, "catalogue"), folder / "files"
    _create(address, template=django_db_setup)
    with django_db_blocker.unblock(), _working_on(address):
        load_catalogue(files)
    yield address, files
    _drop(address)


@pytest.fixture
def loaded_catalogue(catalogue_database: tuple[str, Path], django_db_blocker, settings) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """The organisations and the items of the county, for one test: what the test writes is rolled back."""
    address, settings.FILES = catalogue_database
    with django_db_blocker.unblock(), _rolled_back(address):
        yield


@contextmanager
def _rolled_back(address: str) -> Iterator[None]:
    """Within the block this process works on that database, which then is as it was."""
    with _working_on(address):
        around = transaction.atomic()
        around._from_testcase = True  # as Django's own test case: a door may begin what it takes for the outermost transaction
        with around:
            yield
            transaction.set_rollback(True)


@contextmanager
def _working_on(address: str) -> Iterator[None]:
    """Within the block this process works on the database of that address."""
    configuration = connections.settings["default"]
    before = configuration["NAME"]
    kept = connections["default"]  # SQLite's test database is in memory: close() does not close it, and closing would destroy it
    del connections["default"]
    configuration["NAME"] = _name(address)
    try:
        yield
    finally:
        connections.close_all()
        configuration["NAME"] = before
        connections["default"] = kept


def _copy_empty(address: str) -> None:
    """The tables of the database that pytest-django made, or new ones where no test of this run asked for it."""
    of_tests = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and "mode=memory" in of_tests:
        connection.ensure_connection()
        with closing(sqlite3.connect(_name(address))) as copy:
            connection.connection.backup(copy)
    elif connection.vendor != "sqlite" and of_tests.startswith(TEST_DATABASE_PREFIX):
        connections.close_all()  # nobody may look on while it is copied
        _create(address, template=f"/{of_tests}")
    else:
        _create(address)
        environment = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "onewindow.config.settings"}
        subprocess.run([sys.executable, "-W", "ignore", "-m", "django", "migrate", "-v0"], env=environment, check=True)


def _new_address(folder: Path, name: str) -> str:
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder / name}.sqlite3"
    configuration = connections.settings["default"]
    user, host, port = configuration["USER"], configuration["HOST"], configuration["PORT"] or 5432
    password = f":{configuration['PASSWORD']}" if configuration["PASSWORD"] else ""
    return f"postgresql://{user}{password}@{host}:{port}/onewindow_{name}_{os.getpid()}"


def _name(address: str) -> str:
    return address.removeprefix("sqlite:///") if address.startswith("sqlite") else address.rsplit("/", 1)[1]


def _create(address: str, template: str | None = None) -> None:
    if not address.startswith("sqlite"):
        _administer(f'DROP DATABASE IF EXISTS "{_name(address)}"')
        _administer(f'CREATE DATABASE "{_name(address)}" TEMPLATE "{_name(template) if template else "template0"}"')
    elif template:
        shutil.copyfile(_name(template), _name(address))


def _drop(address: str) -> None:
    if not address.startswith("sqlite"):
        _administer(f'DROP DATABASE IF EXISTS "{_name(address)}" WITH (FORCE)')


def _administer(statement: str) -> None:
    import psycopg  # noqa: PLC0415  # only where PostgreSQL is what the run is about

    configuration = connections.settings["default"]
    with psycopg.connect(
        host=configuration["HOST"],
        port=configuration["PORT"] or None,
        user=configuration["USER"],
        password=configuration["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    ) as administrator:
        administrator.execute(statement.encode())
