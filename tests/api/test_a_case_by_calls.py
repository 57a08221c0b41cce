"""One case from draft to rating by calls alone, and every way in which a call is refused."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from miluo.demo import _customs_sheet

Call = Callable[..., Any]
FACTS = {
    "year": 2023,
    "closed_until": "2023-08-31",
    "registered_in_miluo": True,
    "traded_before": False,
    "trade_usd": "600000.00",
    "trade_usd_previous_year": "0",
    "funded_elsewhere": [],
}
USCC = "91430681MA4DEM0A00"


def draft(call: Call, facts: dict[str, Any] = FACTS) -> str:
    status, answer = call(
        "post",
        "/drafts",
        {"procedure": "open-economy-trade", "facts": facts, "uscc": USCC, "contact_name": "演示联系人", "contact_phone": "13800000000"},
    )
    assert status == 200, answer
    return str(answer["number"])


def attached(call: Call, key: str) -> str:
    sheet = SimpleUploadedFile(
        "海关数据.xlsx", _customs_sheet(USCC, {"year": "2023", "trade_usd": "600000", "trade_usd_previous_year": "0"})
    )
    status, answer = call("post", f"/drafts/{key}/materials/customs", files={"file": sheet})
    assert status == 200, answer
    return key


def submitted(call: Call) -> str:
    status, answer = call("post", f"/drafts/{attached(call, draft(call))}/submit")
    assert status == 200, answer
    return str(answer["number"])


def test_a_whole_case_goes_by_calls(caller: Callable[[str], Call]) -> None:
    agent, clerk, approver = caller("qiye"), caller("zongchuang"), caller("shenpi")
    number = submitted(agent)
    assert clerk("post", f"/cases/{number}/accept")[0] == 200
    assert approver("post", f"/cases/{number}/take")[0] == 200
    status, decided = approver("post", f"/cases/{number}/decide", {})
    assert status == 200
    assert agent("post", f"/cases/{number}/issue", {"channel": "download"})[0] == 200
    assert agent("post", f"/cases/{number}/rate", {"level": 5})[0] == 200
    status, case = agent("get", f"/cases/{number}")
    assert (case["row"]["state"], case["decision"]["total_cny"], case["rating"]) == ("closed", "58000.00", 5)
    assert [line["granted"] for line in case["decision"]["lines"]] == ["40000.00", "0.00", "18000.00"]
    status, file = agent("get", f"/papers/{decided['paper']}/file")
    assert status == 200
    assert file.startswith(b"%PDF")
    status, verified = caller("geren")(
        "get", f"/papers/verify/{next(p['code'] for p in case['papers'] if p['number'] == decided['paper'])}"
    )
    assert verified["sha256"] == sha256(file).hexdigest()


def test_the_same_key_gives_the_same_answer_and_another_request_under_it_is_refused(caller: Callable[[str], Call]) -> None:
    agent = caller("qiye")
    key = attached(agent, draft(agent))
    first = agent("post", f"/drafts/{key}/submit", key="submit-0001")
    assert agent("post", f"/drafts/{key}/submit", key="submit-0001") == first
    status, problem = agent("post", f"/cases/{first[1]['number']}/withdraw", {"reason": "误填"}, key="submit-0001")
    assert (status, problem["code"]) == (409, "idempotency_key_reused")


def test_a_write_without_a_key_is_refused(caller: Callable[[str], Call]) -> None:
    status, problem = caller("qiye")("post", "/drafts", {"procedure": "open-economy-trade"}, key=None)
    assert (status, problem["code"], problem["field"]) == (422, "missing", "Idempotency-Key")


@pytest.mark.parametrize("key", ["k2", "k" * 65, "two words here"])
def test_a_key_that_is_no_key_says_what_one_is(caller: Callable[[str], Call], key: str) -> None:
    status, problem = caller("qiye")("post", "/drafts", {"procedure": "open-economy-trade"}, key=key)
    assert (status, problem["field"]) == (422, "Idempotency-Key")
    assert "8至64个" in problem["expected"]


@pytest.mark.parametrize(
    ("changed", "code", "field", "clause"),
    [
        ({"trade_usd": "-1"}, "negative_amount", "trade_usd", None),
        ({"trade_usd": "很多"}, "not_a_number", "trade_usd", None),
        ({"trade_usd": "600000.001"}, "too_many_decimals", "trade_usd", None),
        ({"closed_until": "2023-12-31"}, "future_date", "closed_until", "open2023-3-1"),
        ({"year": 2022}, "year_not_covered", "year", "open2023-10-1"),
    ],
)
def test_what_is_typed_wrong_is_refused_at_submission_and_kept(
    caller: Callable[[str], Call], changed: dict[str, Any], code: str, field: str, clause: str | None
) -> None:
    agent = caller("qiye")
    key = attached(agent, draft(agent, {**FACTS, **changed}))
    status, problem = agent("post", f"/drafts/{key}/submit")
    assert (status, problem["code"], problem["field"]) == (422, code, field)
    assert clause in (None, problem["clause"])
    assert agent("post", f"/drafts/{key}", {"facts": FACTS, "uscc": USCC})[0] == 200
    assert agent("post", f"/drafts/{key}/submit")[0] == 200


def test_a_file_that_is_not_what_its_name_says_is_refused(caller: Callable[[str], Call]) -> None:
    agent = caller("qiye")
    wrong = SimpleUploadedFile("海关数据.pdf", b"MZ\x90\x00 this is no pdf")
    status, problem = agent("post", f"/drafts/{draft(agent)}/materials/customs", files={"file": wrong})
    assert status == 422
    assert problem["detail"]


def test_a_second_submission_and_an_amount_above_the_computed_are_refused(caller: Callable[[str], Call]) -> None:
    agent = caller("qiye")
    number = submitted(agent)
    status, problem = agent("post", f"/drafts/{attached(agent, draft(agent))}/submit")
    assert (status, problem["code"]) == (409, "open_case")
    assert number in problem["detail"]
    caller("zongchuang")("post", f"/cases/{number}/accept")
    status, problem = caller("shenpi")("post", f"/cases/{number}/decide", {"amounts": {"trade_volume_award_cny": "18000.01"}})
    assert (status, problem["code"], problem["clause"]) == (422, "above_computed", "open2023-3-1")


def test_a_case_is_closed_to_strangers_and_to_roles_without_the_permission(caller: Callable[[str], Call]) -> None:
    number = submitted(caller("qiye"))
    assert caller("qiye2")("get", f"/cases/{number}")[0] == 404
    assert caller("zongchuang")("post", f"/cases/{number}/decide", {})[0] == 403
    assert caller("shenpi")("post", f"/cases/{number}/accept")[0] == 403
    assert caller("xitong")("get", f"/cases/{number}")[0] == 403


def test_a_fraction_in_a_draft_is_kept_as_it_was_typed(caller: Callable[[str], Call]) -> None:
    agent = caller("qiye")
    status, answer = agent("get", f"/drafts/{draft(agent, {**FACTS, 'trade_usd': 600000.25})}")
    assert status == 200
    assert next(field["typed"] for field in answer["fields"] if field["name"] == "trade_usd") == "600000.25"
