"""A real browser against a real server on a database of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
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


@pytest.fixture
def site(live_database: str, tmp_path: Path) -> Iterator[str]:
    """The address of a served site with the demo data, on a copy of the database."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "DATABASE_URL": live_database,
        "ONEWINDOW_ADDRESS": address,
        "DJANGO_SETTINGS_MODULE": "onewindow.config.settings",
    }
    command = [sys.executable, "-W", "ignore", "-m", "onewindow.cli"]
    subprocess.run([*command, "demo", "--json"], env=environment, check=True, stdout=subprocess.DEVNULL)
    with (tmp_path / "server.log").open("w") as log:
        server = subprocess.Popen([*command, "serve", "--port", str(port)], env=environment, stdout=log, stderr=log)
        try:
            _wait_for(address, server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        if server.poll() is not None:
            raise RuntimeError("the server stopped before it answered")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer within 15 seconds")
