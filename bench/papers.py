"""A paper made and sealed by the kept compiler and the kept key, beside a fresh compiler and pyHanko's own signer each time."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import typst
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from onewindow.papers import contents, fonts, render, seals, services
from onewindow.papers.kinds import PaperKind, paper_kind
from onewindow.papers.models import Paper
from onewindow.words.canonical import canonical

MOST_MS = 35  # issue 2; shared/reference/perf.md, section F
ROUNDS = 25
AT = datetime(2023, 9, 15, 10, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
HEAD = {
    "applicant": {"name": "演示企业甲有限公司", "identity": "91430681MA0DEM0123", "contact": "演示经办人", "phone": "13800000000"},
    "item": "2023年度外贸破零和进出口实绩奖励",
    "applied_on": "2023-09-15",
    "basis": ["《行政许可法》第三十二条"],
}
LINE = {"citation": "某政发〔2023〕2号第二条", "amount": "40000.00", "figures": [{"label": "当年进出口额", "value": "600,000.00美元"}]}
PLACES = {"reconsideration": "演示县人民政府", "court": "演示县人民法院"}
SAMPLES: dict[str, dict[str, Any]] = {
    "acceptance": {**HEAD, "accepted_on": "2023-09-18", "limit": "20个工作日", "materials": [{"name": "海关数据证明"}]},
    "decision": {**HEAD, **PLACES, "outcome": "granted", "lines": [{**LINE, "title": f"奖励{n}"} for n in (1, 2)], "total": "80000.00"},
}


def run() -> list[dict[str, object]]:
    """Milliseconds a paper, medians of interleaved rounds; each paper has new data and a new QR code."""
    return [_compare(paper_kind(key), content) for key, content in SAMPLES.items()]


def _compare(kind: PaperKind, content: dict[str, Any]) -> dict[str, object]:
    seal = seals.seal_of("bench", "演示县行政审批服务局")
    with tempfile.TemporaryDirectory() as folder:
        naive = _naive(seal, Path(folder))
        _timed(render.render, _paper(kind, content, 0), seal)
        _timed(naive, _paper(kind, content, 1), seal)
        ours, others = [], []
        for serial in range(2, 2 + 2 * ROUNDS, 2):
            ours.append(_timed(render.render, _paper(kind, content, serial), seal))
            others.append(_timed(naive, _paper(kind, content, serial + 1), seal))
    mine, other = median(ours), median(others)
    return {
        "name": f"paper made and sealed ({kind.key}), beside fresh typst and SimpleSigner",
        "ours": mine,
        "other": other,
        "ratio": other / mine,
        "unit": "ms",
        "at_most": MOST_MS,
    }


def _timed(make: Callable[[Paper, seals.Seal], bytes], paper: Paper, seal: seals.Seal) -> float:
    start = perf_counter()
    assert make(paper, seal).startswith(b"%PDF-")
    return (perf_counter() - start) * 1000


def _naive(seal: seals.Seal, folder: Path) -> Callable[[Paper, seals.Seal], bytes]:
    """The same paper with the tools as they come: a compiler and a parsed key for each."""
    pem = (settings.VAR / "keys" / "bench.pem").read_text()
    (folder / "key.pem").write_text(pem[: pem.index("-----BEGIN CERTIFICATE")])
    (folder / "certificate.pem").write_text(pem[pem.index("-----BEGIN CERTIFICATE") :])

    def make(paper: Paper, seal: seals.Seal) -> bytes:
        data = json.dumps(render.sheet(paper, seal), ensure_ascii=False)
        pdf = typst.compile(
            render.TEMPLATES / "paper.typ",
            font_paths=list(fonts.folders()),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=render.STANDARDS,
            sys_inputs={"paper": data, "faces": json.dumps(fonts.chains(), ensure_ascii=False)},
        )
        signer = signers.SimpleSigner.load(str(folder / "key.pem"), str(folder / "certificate.pem"))
        metadata = signers.PdfSignatureMetadata(field_name="Seal", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES)
        signed: bytes = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), metadata, signer=signer).getvalue()
        return signed

    return make


def _paper(kind: PaperKind, content: dict[str, Any], serial: int) -> Paper:
    said = contents.read(kind.content, content)
    return Paper(
        number=f"演行审〔2023〕{serial}号",
        code=services.new_code(),
        kind=kind.key,
        title=kind.title_of(said),
        organisation="bench",
        issuer="演示县行政审批服务局",
        case_number=f"2023-{serial:06d}",
        content=canonical(said.model_dump(mode="json")),
        issued_at=AT,
    )
