"""卷: everything that is kept of a case as one file: its papers, materials and result, its timeline, and the list of what is in it.

The same case gives the same bytes: nothing in the file depends on when or by whom it is made.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from io import BytesIO

from django.utils import timezone

from onewindow.cases.models import Case
from onewindow.cases.selectors.timeline import timeline
from onewindow.cases.snapshots import plan_of
from onewindow.papers import files
from onewindow.papers import services as papers
from onewindow.papers.selectors import papers_of

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip knows
INDEX = "卷内目录.json"


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of the volume: its place in it, what it is, and its SHA-256."""

    name: str
    title: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Volume:
    """The volume as one zip, its digest, and its list."""

    content: bytes
    pieces: tuple[Piece, ...]

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


def volume_of(case: Case) -> Volume:
    """The volume of a case as it stands. Raises FileNotFoundError or ``files.Damaged`` where a kept file was lost or changed."""
    found = [*_papers(case), *_materials(case), ("办理过程.txt", "办理过程", _story(case).encode())]
    pieces = tuple(Piece(name, title, sha256(content).hexdigest(), len(content)) for name, title, content in found)
    index = json.dumps({"办件编号": case.number, "卷内文件": [asdict(piece) for piece in pieces]}, ensure_ascii=False, indent=1)
    return Volume(_zipped([(INDEX, index.encode()), *((name, content) for name, _, content in found)]), pieces)


def _papers(case: Case) -> Iterable[tuple[str, str, bytes]]:
    for place, paper in enumerate(papers_of(case.number), start=1):
        yield f"文书/{place:02d} {paper.title}（{paper.number}）.pdf", paper.title, papers.file_of(paper)


def _materials(case: Case) -> Iterable[tuple[str, str, bytes]]:
    titles = {material.key: material.title for material in plan_of(case.snapshot_id).materials} | {"result": "审批结果扫描件"}
    kept = case.attachments.filter(pending=False, replaced_at=None).order_by("attached_at", "id")
    for place, row in enumerate(kept, start=1):
        title = titles.get(row.material, row.material)
        yield f"材料/{place:02d} {title}－{row.name}", title, files.content_of(row.digest)


def _story(case: Case) -> str:
    """The timeline as text: when, who, what."""
    lines = [f"{timezone.localtime(line.at):%Y-%m-%d %H:%M}　{line.who}　{line.text}" for line in timeline(case)]
    return "\n".join([f"办件{case.number}的办理过程", *lines, ""])


def _zipped(entries: Iterable[tuple[str, bytes]]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in entries:
            zipped.writestr(zipfile.ZipInfo(name.replace("\\", "／"), EPOCH), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
