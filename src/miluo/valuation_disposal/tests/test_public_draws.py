"""Article 7 for everybody: a draw with its proof, the file and the tool to verify it, and taking part in it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client

from miluo.valuation_disposal import draw as arithmetic
from miluo.valuation_disposal import services, verifier
from miluo.valuation_disposal.models import Commitment, Draw
from miluo.valuation_disposal.tests.office import (
    BANK,
    CENTRE,
    GUARANTOR,
    LENDER,
    NUMBER,
    OTHER_BANK,
    PARTIES,
    SECRETS,
    USCCS,
    Register,
    agreed,
    announced,
    at,
    committed,
    drawn,
    revealed,
    right,
)
from miluo.valuation_disposal.tests.visiting import FARMER_NUMBER, HOME, account, farmer, on, said, signed_in
from onewindow.cases.holders import person_key
from onewindow.papers.models import Paper
from onewindow.papers.services import content_of

UNTIL_THE_TWENTIETH = {"commit_until": at(8, 20, 12), "reveal_until": at(8, 20, 17), "number_known_at": at(8, 20, 21)}
pytestmark = pytest.mark.clause("valuation-7")


@pytest.fixture(autouse=True)
def on_the_tenth_of_august(settings: Any) -> None:
    settings.FIXED_TODAY = date(2023, 8, 10)


def test_a_draw_is_shown_with_its_list_digest_commitments_reveals_and_result(register: Register, client: Client) -> None:
    number = drawn(agreed())
    draw = Draw.objects.get(number=number)
    page = said(client.get(f"{HOME}draws/{number}/"))
    assert draw.result and draw.drawn
    for words in (draw.digest, *SECRETS.values(), *USCCS, NUMBER, draw.result["seed"], draw.drawn.name, "各项一致", "没有机构回避"):
        assert words in page
    assert all(each.commitment in page for each in Commitment.objects.all())
    assert number in said(client.get(f"{HOME}draws/"))
    assert number in said(client.get(HOME))
    assert client.get(f"{HOME}draws/YH2023-0009/").status_code == 404


def test_who_stands_aside_is_shown_with_the_reason_and_nobody_is_named(register: Register, client: Client) -> None:
    number = announced(agreed(), excluded={USCCS[0]: "演示：与合作银行有利害关系"})
    page = said(client.get(f"{HOME}draws/{number}/"))
    assert "演示：与合作银行有利害关系" in page
    assert right().holder not in page
    assert "JY-0001" not in page


def test_a_secret_is_published_only_when_nobody_can_act_on_it_any_more(register: Register, client: Client, settings: Any) -> None:
    number = announced(agreed(), day=10)
    committed(number, 10)
    services.reveal(draw=number, party="bank", secret=SECRETS["bank"], by=LENDER, at=at(8, 10, 11))
    on(settings, 8, 9)
    assert SECRETS["bank"] not in said(client.get(f"{HOME}draws/{number}/"))
    on(settings, 8, 11)
    page = said(client.get(f"{HOME}draws/{number}/"))
    assert SECRETS["bank"] in page
    assert "没有揭示，由其承诺代替" in page


def test_the_file_is_what_was_drawn_and_there_is_none_before(register: Register, client: Client) -> None:
    valuation = agreed()
    assert client.get(f"{HOME}draws/{announced(valuation)}/result/").status_code == 404
    draw = Draw.objects.get()
    committed(draw.number)
    revealed(draw.number)
    for party in ("exchange", "bank"):
        services.enter_number(draw=draw.number, party=party, value=NUMBER, by=PARTIES[party], at=at(8, 2, 22))
    answer = client.get(f"{HOME}draws/{draw.number}/result/")
    assert "attachment" in answer["Content-Disposition"]
    file = json.loads(answer.content)
    assert file == Draw.objects.get().result
    assert arithmetic.findings(file, draw.digest) == []


def test_a_file_that_was_changed_in_the_database_is_told_on_the_page(register: Register, client: Client) -> None:
    draw = Draw.objects.get(number=drawn(agreed()))
    result: dict[str, Any] = draw.result or {}
    result["drawn"] = next(each for each in result["announcement"]["candidates"] if each["key"] != result["drawn"]["key"])
    Draw.objects.update(result=result)
    page = said(client.get(f"{HOME}draws/{draw.number}/"))
    assert "本平台复算不符" in page
    assert "公布的机构不是应当抽中的机构" in page


def test_both_papers_of_a_draw_can_be_had_and_say_where_it_is_published(register: Register, client: Client) -> None:
    number = drawn(agreed())
    address = f"{configured.PUBLIC_ADDRESS}{HOME}draws/{number}/"
    for which in ("announcement", "result"):
        paper = Paper.objects.get(kind=f"appraiser-draw-{which}")
        assert {"label": "公布网址", "value": address} in content_of(paper)["particulars"]
        answer = client.get(f"{HOME}draws/{number}/papers/{which}/")
        assert answer["Content-Type"] == "application/pdf"
    assert client.get(address.removeprefix(configured.PUBLIC_ADDRESS)).status_code == 200
    assert client.get(f"{HOME}draws/{number}/papers/proceeds/").status_code == 404


def test_a_draw_that_was_voided_or_declined_says_so(register: Register, client: Client) -> None:
    valuation = agreed()
    first = announced(valuation)
    services.void(draw=first, reason="演示：时间有误", by=CENTRE, at=at(8, 2, 11))
    assert "演示：时间有误" in said(client.get(f"{HOME}draws/{first}/"))
    second = drawn(valuation, 3)
    services.decline(draw=second, reason="演示：人手不足", by=CENTRE, at=at(8, 4))
    assert "演示：人手不足" in said(client.get(f"{HOME}draws/{second}/"))
    third = announced(valuation, 5)
    assert "抽中后不能承办" in said(client.get(f"{HOME}draws/{third}/"))


def test_the_offline_tool_is_one_file_whose_script_is_draw_js_itself(client: Client, db: None) -> None:
    answer = client.get(f"{HOME}draws/tool/")
    page = answer.content.decode()
    script = (verifier._STATIC / "draw.js").read_text(encoding="utf-8")
    assert f"<script>{script}</script>" in page
    assert script.count("</script") == 0
    assert "default-src 'none'" in page
    assert not any(words in page for words in ('src="', 'href="', "url(", "@import", "http:", "https:"))
    assert "attachment" in answer["Content-Disposition"]
    assert verifier.sha256() in said(client.get(HOME))


def test_the_three_parties_take_part_on_the_page_each_when_its_hour_is(register: Register, client: Client, settings: Any) -> None:
    valuation = agreed()
    number = announced(valuation, 10, **UNTIL_THE_TWENTIETH)
    draw = Draw.objects.get(number=number)
    page = f"{HOME}draws/{number}/part/"
    people = {"bank": account("bank-officer", BANK), "exchange": account("exchange-officer", "rural-property-exchange")}
    register.rights["JY-0001"] = right(holder_key=person_key(FARMER_NUMBER))
    people["applicant"] = account("citizen", number=FARMER_NUMBER)
    for party, user in people.items():
        client.force_login(user)
        assert "提交承诺" in said(client.get(page))
        digest = arithmetic.commitment(draw.digest, party, SECRETS[party])
        assert client.post(page, {"intent": "commit", "party": party, "digest": digest}).status_code == 302
    for party, user in people.items():
        client.force_login(user)
        wrong = client.post(page, {"intent": "reveal", "party": party, "secret": "another0123456789ab"})
        assert "口令与提交的承诺不符" in said(wrong)
        assert client.post(page, {"intent": "reveal", "party": party, "secret": SECRETS[party]}).status_code == 302
    on(settings, 8, 21)
    for party in ("bank", "applicant"):
        client.force_login(people[party])
        assert "录入公开号码" in said(client.get(page))
        assert client.post(page, {"intent": "number", "party": party, "value": NUMBER}).status_code == 302
    assert Draw.objects.get().state == "drawn"
    assert "查看结果和核验" in said(client.get(page))


def test_a_farmer_reads_what_the_draw_waits_for(register: Register, client: Client, settings: Any) -> None:
    valuation = agreed()
    announced(valuation, 10, **UNTIL_THE_TWENTIETH)
    page, client = f"{HOME}mine/valuations/{valuation}/", farmer(client, register)
    assert "正在提交承诺" in said(client.get(page))
    on(settings, 8, 21)
    later = said(client.get(page))
    assert "正在提交承诺" not in later and "等待录入公开号码" in later


@pytest.mark.parametrize(("role", "organisation"), [("bank-officer", OTHER_BANK), ("guarantor-officer", GUARANTOR), ("citizen", "")])
def test_who_is_no_party_of_a_draw_takes_no_part(register: Register, client: Client, role: str, organisation: str) -> None:
    number = announced(agreed(guarantor=GUARANTOR), 10)
    page = f"{HOME}draws/{number}/part/"
    signed_in(client, role, organisation)
    assert client.get(page).status_code == 403
    posted = {"intent": "commit", "party": "applicant", "digest": "0" * 64}
    assert client.post(page, posted).status_code == 403
    assert not Commitment.objects.exists()


def test_a_party_cannot_commit_for_another_and_a_visitor_is_led_to_sign_in(register: Register, client: Client) -> None:
    number = announced(agreed(), 10, **UNTIL_THE_TWENTIETH)
    page = f"{HOME}draws/{number}/part/"
    assert client.get(page)["Location"].startswith("/accounts/login/")
    signed_in(client, "bank-officer", BANK)
    refused = client.post(page, {"intent": "commit", "party": "applicant", "digest": "0" * 64})
    assert refused.status_code == 403
    assert not Commitment.objects.exists()


def test_the_page_that_makes_a_secret_never_sends_it(register: Register, client: Client) -> None:
    number = announced(agreed())
    page = said(client.get(f"{HOME}draws/{number}/secret/"))
    assert "data-commit" in page
    assert 'name="secret"' not in page
    assert 'method="post"' not in page.split('id="main"')[1].split("<footer")[0]
