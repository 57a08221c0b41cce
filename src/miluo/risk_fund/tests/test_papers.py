"""What the papers of the fund hold together: no seal on a sheet of its own, no register with a row that does not fit."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from miluo.risk_fund import papers
from miluo.risk_fund.models.subjects import Listing, Subject
from miluo.risk_fund.papers import list_words, report_words
from onewindow.organisations.models import Organisation
from onewindow.papers import contents, render, seals
from onewindow.papers.kinds import PaperKind
from onewindow.papers.models import Paper
from onewindow.words.canonical import canonical
from onewindow.words.refused import Refused
from onewindow.worktime.clock import now

ON = date(2024, 1, 31)
MONEY = {"came_in": "0.00", "earned": "0.00", "paid": "0.00", "returned": "0.00", "opening": "0.00", "closing": "0.00"}
LOANS = {"count": 0, "granted": "0.00", "outstanding": "0.00", "contributed": "0.00", "times": "0"}
ROWS = [(f"演示项目{place}", "1.00") for place in range(7)]


def sheets(kind: PaperKind, content: Mapping[str, Any]) -> list[str]:
    """The words of each sheet."""
    said = contents.read(kind.content, content)
    row = Paper(
        number="演示〔2024〕1号", code="23456789ACDE", kind=kind.key, title=kind.title, organisation="finance", issuer="汨罗市财政局"
    )
    row.content, row.issued_at, row.case_number = canonical(said.model_dump(mode="json")), now(), ""
    pdf = render.compiled(render.sheet(row, seals.seal_of("finance", "汨罗市财政局")))
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.clause("riskfund-7b")
@pytest.mark.parametrize("months", range(13))
def test_the_seal_of_a_report_stands_with_its_figures_however_long_it_is(db: None, months: int) -> None:
    rates = [{"month_end": f"2023-{month:02d}-28", "bad": "1.25%", "compensated": "0.00%"} for month in range(1, months + 1)]
    figures = {"money": MONEY, "loans": LOANS, "rates": rates, "suspended": "本期没有", "rows": ROWS}
    found = sheets(papers.REPORT, report_words("2023年下半年报告", date(2023, 7, 1), date(2023, 12, 31), figures, ON))
    assert "特此报告" in found[-1]
    assert "演示项目6" in found[-1]


@pytest.mark.clause("riskfund-7e")
@pytest.mark.parametrize("subjects", [1, 10, 11, 17, 18, 19, 40])
def test_the_seal_of_a_list_stands_with_its_last_rows(db: None, subjects: int) -> None:
    body = Organisation(name="汨罗市农业农村局", short_name="农业农村局", key="agriculture-rural")
    of = [Subject(name=f"演示合作社{place}", uscc="", kind="business", industry="grain", town="演示镇") for place in range(1, subjects + 1)]
    listings = [Listing(subject=each, recommended_fen=100, entered_on=ON, sent_on=ON) for each in of]
    found = sheets(papers.LIST, list_words(body, listings, ON))
    assert f"合计{subjects}个主体" in found[-1]
    assert f"演示合作社{subjects}" in found[-1]
    assert "".join(found).count("演示合作社") == subjects


@pytest.mark.clause("riskfund-7e")
def test_a_row_that_does_not_fit_its_columns_makes_no_paper() -> None:
    body = Organisation(name="汨罗市农业农村局", short_name="农业农村局", key="agriculture-rural")
    words = list_words(body, [], ON)
    contents.read(papers.LIST.content, words)
    table = {**words["tables"][0], "rows": (("1", "演示合作社"),)}
    with pytest.raises(Refused) as refused:
        contents.read(papers.LIST.content, {**words, "tables": [table]})
    assert refused.value.first.code == "paper_content"
