"""Every relative link of every document leads to a file that is in the repository, and to a heading where it names one."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.house.code import ROOT

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)[^)]*\)|<img[^>]*\ssrc=\"([^\"]+)\"|<a[^>]*\shref=\"([^\"]+)\"")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def documents() -> list[Path]:
    told = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True)
    return [ROOT / name for name in told.stdout.splitlines()] or [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def anchors(document: Path) -> set[str]:
    """The names that a reader's browser gives to headings, as GitHub makes them."""
    headings = re.findall(r"^#+\s+(.+)$", document.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def dead_links(document: Path, text: str) -> list[str]:
    dead = []
    for found in LINK.finditer(CODE.sub("", text)):
        target = next(filter(None, found.groups()))
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (document.parent / name).resolve() if name else document
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            dead.append(target)
    return dead


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_resolves(document: Path) -> None:
    assert not dead_links(document, document.read_text("utf-8"))


def test_the_test_bites() -> None:
    text = "[a](docs/nowhere.md) [b](README.md#no-such-heading) [c](https://example.org/x) `[d](nowhere.md)` ![e](nowhere.png)"
    assert dead_links(ROOT / "README.md", text) == ["docs/nowhere.md", "README.md#no-such-heading", "nowhere.png"]
