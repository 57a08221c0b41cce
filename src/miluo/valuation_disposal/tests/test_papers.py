"""The papers of a draw as they are printed."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from miluo.valuation_disposal.kinds import EXCHANGE
from miluo.valuation_disposal.tests.office import Register, agreed, announced
from onewindow.papers import render, seals
from onewindow.papers.models import Paper

pytestmark = pytest.mark.clause("valuation-7")


def test_the_seal_of_an_announcement_stands_with_its_table_however_long_the_list(register: Register) -> None:
    announced(agreed())
    paper = Paper.objects.get(kind="appraiser-draw-announcement")
    sheet = render.sheet(paper, seals.seal_of(EXCHANGE, paper.issuer))
    said, lengths = list(sheet["content"]["paragraphs"]), set()
    for count in range(5, 60, 6):
        listed = "；".join(f"{place}．演示资产评估有限责任公司" for place in range(1, count))
        sheet["content"]["paragraphs"] = [said[0], f"候选名单：{listed}。", *said[2:]]
        pages = PdfReader(BytesIO(render.compiled(sheet))).pages
        lengths.add(len(pages))
        last = pages[-1].extract_text()
        assert "承诺截止" in last and "公布网址" in last and "特此公告" in last
    assert max(lengths) > 1
