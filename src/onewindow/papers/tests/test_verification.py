"""What the public may see of a paper, and its withdrawal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onewindow.papers import render, selectors, services
from onewindow.papers.contents import Applicant
from onewindow.papers.models import Paper
from onewindow.papers.tests import samples
from onewindow.trail.selectors import events_of
from onewindow.words.refused import Refused

Issue = Callable[..., Paper]


def test_the_code_shows_what_the_public_may_see(issue: Issue) -> None:
    paper = issue("decision")
    services.file_of(paper)
    found = selectors.verification(paper.code)
    assert (found.title, found.number, found.issuer) == ("奖励（补贴）决定书", paper.number, "青禾县行政审批服务局")
    assert (found.status, found.is_valid, found.issued_on.isoformat()) == ("有效", True, "2023-09-15")
    assert (found.sha256, found.size) == (paper.sha256, paper.size)
    assert found.holder == "演示****有限公司"


def test_a_paper_whose_file_is_being_made_has_no_digest_yet(issue: Issue) -> None:
    found = selectors.verification(issue().code)
    assert (found.sha256, found.size) == (None, None)


def test_what_the_paper_says_is_not_even_read(issue: Issue) -> None:
    code = issue("decision").code
    with CaptureQueriesContext(connection) as queries:
        found = selectors.verification(code)
    assert '"content"' not in queries[0]["sql"]
    assert samples.ENTERPRISE["name"] not in repr(found)
    assert samples.ENTERPRISE["phone"] not in repr(found)


@pytest.mark.parametrize("typed", ["{0}-{1}-{2}", "{0} {1} {2}", " {0}{1}{2}\n", "{0}—{1}－{2}"])
def test_a_code_is_read_as_people_type_it(issue: Issue, typed: str) -> None:
    paper = issue()
    code = typed.format(paper.code[:4].lower(), paper.code[4:8], paper.code[8:])
    assert selectors.verification(code).number == paper.number


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "A" * 12, "A" * 11, "A" * 13, "' OR 1=1 --", "%" * 12])
def test_an_unknown_code_is_refused(code: str) -> None:
    with pytest.raises(Refused) as refused:
        selectors.verification(code)
    assert (refused.value.status, refused.value.first.code) == (404, "unknown_code")


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("演示企业甲有限公司", "enterprise", "演示****有限公司"),
        ("演示合作社", "enterprise", "演***社"),
        ("张某三", "person", "张*三"),
        ("李玥", "person", "李*"),
    ],
)
def test_the_holder_is_masked(name: str, kind: str, shown: str) -> None:
    assert services.masked(Applicant.model_validate({"name": name, "kind": kind})) == shown


def test_a_revoked_paper_says_so_and_keeps_number_and_file(issue: Issue) -> None:
    paper = issue("decision")
    before = services.file_of(paper)
    services.revoke(paper, "事实更正，另行制发", by=samples.CLERK, at=samples.NOW)
    found = selectors.verification(paper.code)
    assert (found.status, found.is_valid) == ("已撤销", False)
    assert found.revoked_on is not None
    assert found.number == paper.number
    assert services.file_of(Paper.objects.get(pk=paper.pk)) == before
    event = events_of("case:2023-000001")[-1]
    assert (event.kind, event.from_state, event.to_state) == ("paper.revoked", "有效", "已撤销")
    assert "事实更正" not in event.reason + event.body  # a reason may name people


@pytest.mark.parametrize(
    ("actor", "reason", "code"),
    [
        (replace(samples.CLERK, permissions=frozenset()), "有错", "not_permitted"),
        (replace(samples.CLERK, organisation="test-trade"), "有错", "not_permitted"),
        (replace(samples.CLERK, organisation=None), "有错", "not_permitted"),
        (samples.CLERK, "  ", "no_reason"),
    ],
)
def test_a_revocation_is_refused(issue: Issue, actor: object, reason: str, code: str) -> None:
    paper = issue()
    with pytest.raises(Refused) as refused:
        services.revoke(paper, reason, by=actor, at=samples.NOW)  # type: ignore[arg-type]
    assert refused.value.first.code == code
    assert selectors.verification(paper.code).is_valid


def test_a_paper_is_revoked_once(issue: Issue) -> None:
    paper = issue()
    services.revoke(paper, "有错", by=samples.CLERK, at=samples.NOW)
    with pytest.raises(Refused) as refused:
        services.revoke(paper, "有错", by=samples.CLERK, at=samples.NOW)
    assert refused.value.status == 409


def test_papers_are_found_by_number_and_by_case(issue: Issue) -> None:
    first, second = issue("receipt"), issue("decision")
    issue(case="2023-000002")
    assert selectors.paper(first.number) == first
    assert selectors.papers_of("2023-000001") == [first, second]
    with pytest.raises(Refused, match="没有文书"):
        selectors.paper("青行审受〔2023〕99号")


def test_the_qr_code_leads_to_the_verification_page(issue: Issue, settings: object) -> None:
    settings.PUBLIC_ADDRESS = "https://one.example.cn/"  # type: ignore[attr-defined]
    assert render.verify_address("ABCD") == "https://one.example.cn/verify/ABCD/"
    assert render.qr("https://one.example.cn/verify/ABCD/").startswith("<svg")
