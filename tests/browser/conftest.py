"""A real browser against a real server on a database of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; closed after each module, since Playwright's event loop runs until then and Django refuses to work beside one."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


SQLITE = "sqlite:///"
COMMAND = [sys.executable, "-W", "ignore", "-m", "onewindow.cli"]


@pytest.fixture(scope="session")
def database_template(database_template: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The prepared database with the demo data, loaded once for all browser tests: that takes longer than most of them."""
    if not database_template.startswith(SQLITE):
        return database_template
    copy = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    shutil.copyfile(database_template.removeprefix(SQLITE), copy)
    _load_demo(f"{SQLITE}{copy}")
    return f"{SQLITE}{copy}"


@pytest.fixture(scope="session")
def reading_site(database_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One served site for all tests that read, or write only what no other test looks at."""
    folder = tmp_path_factory.mktemp("reading")
    address = database_template
    if address.startswith(SQLITE):
        copy = folder / "reading.sqlite3"
        shutil.copyfile(address.removeprefix(SQLITE), copy)
        address = f"{SQLITE}{copy}"
    environment = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "onewindow.config.settings"}
    with served(environment, folder / "server.log") as served_at:
        yield served_at


@pytest.fixture
def site(live_database: str, tmp_path: Path) -> Iterator[str]:
    """The address of a served site with the demo data, on a copy of the database."""
    if not live_database.startswith(SQLITE):
        _load_demo(live_database)
    environment = {**os.environ, "DATABASE_URL": live_database, "DJANGO_SETTINGS_MODULE": "onewindow.config.settings"}
    with served(environment, tmp_path / "server.log") as address:
        yield address


@pytest.fixture
def site_on(live_database: str, tmp_path: Path, site: str) -> Callable[[str], AbstractContextManager[str]]:
    """The same site on another business day, for as long as the block lasts: ``with site_on("2023-10-09") as address``."""
    environment = {**os.environ, "DATABASE_URL": live_database, "DJANGO_SETTINGS_MODULE": "onewindow.config.settings"}
    return lambda day: served({**environment, "ONEWINDOW_TODAY": day}, tmp_path / f"{day}.log")


@pytest.fixture
def site_on_25_september(site_on: Callable[[str], AbstractContextManager[str]]) -> Iterator[str]:
    """The same site on a later business day, when what was granted on the 15th has been public for five working days."""
    with site_on("2023-09-25") as address:
        yield address


def _load_demo(address: str) -> None:
    environment = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "onewindow.config.settings"}
    for work in (["demo"], ["worker", "--once"]):  # no site begins with the papers and messages of the demonstration
        subprocess.run([*COMMAND, *work, "--json"], env=environment, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def served(environment: dict[str, str], kept: Path) -> Iterator[str]:
    """A server of its own in this environment; what it says is kept in a file."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with kept.open("w") as log:
        environment = {**environment, "ONEWINDOW_ADDRESS": address}
        server = subprocess.Popen([*COMMAND, "serve", "--workers", "1", "--port", str(port)], env=environment, stdout=log, stderr=log)
        try:
            _wait_for(address, server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=60)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(1200):
        if server.poll() is not None:
            raise RuntimeError("the server stopped before it answered")
        try:
            with urllib.request.urlopen(address, timeout=30):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer within two minutes")
