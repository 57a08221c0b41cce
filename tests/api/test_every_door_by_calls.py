"""What a page can do to a case a call can do too: answer a correction, prove a fact, give back, return, discard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.test_a_case_by_calls import FACTS, Call, attached, draft, submitted

PDF = b"%PDF-1.7\ncustoms figures of the demonstration\n%%EOF\n"
ASKED = [
    {"kind": "fact", "key": "trade_usd", "reason": "与海关数据不一致"},
    {"kind": "material", "key": "customs", "reason": "证明缺少海关印章"},
]


def file(content: bytes = PDF) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("新证明.pdf", content)}


def test_a_correction_that_asks_for_a_material_is_answered_by_calls(caller: Callable[[str], Call]) -> None:
    agent, clerk = caller("qiye"), caller("zongchuang")
    number = submitted(agent)
    assert clerk("post", f"/cases/{number}/ask-correction", {"items": ASKED})[0] == 200
    assert agent("post", f"/cases/{number}/correction", {"facts": {"trade_usd": "590000"}})[0] == 200
    status, problem = agent("post", f"/cases/{number}/correct", {})
    assert (status, problem["code"], problem["field"]) == (422, "not_answered", "customs")
    assert caller("qiye2")("post", f"/cases/{number}/materials/customs", files=file())[0] == 404
    assert clerk("post", f"/cases/{number}/materials/customs", files=file())[0] == 403
    assert agent("post", f"/cases/{number}/materials/passport", files=file())[1]["code"] == "not_asked"
    status, answer = agent("post", f"/cases/{number}/materials/customs", files=file())
    assert status == 200 and answer["attachment"]
    assert agent("post", f"/cases/{number}/correct", {})[1]["state"] == "submitted"


def test_a_fact_is_corrected_on_evidence_by_calls(caller: Callable[[str], Call]) -> None:
    number = submitted(caller("qiye"))
    approver = caller("shenpi")
    assert caller("zongchuang")("post", f"/cases/{number}/accept")[0] == 200
    changed = {"fact": "trade_usd", "value": "500000", "reason": "海关数据为50万美元"}
    assert approver("post", f"/cases/{number}/correct-fact", {**changed, "attachment": "nothing"})[1]["code"] == "no_evidence"
    status, answer = approver("post", f"/cases/{number}/materials/customs", files=file())
    assert status == 200
    status, answer = approver("post", f"/cases/{number}/correct-fact", {**changed, "attachment": answer["attachment"]})
    assert status == 200
    assert "45,000.00元" in answer["message"]


def test_a_case_goes_back_and_forth_by_calls(caller: Callable[[str], Call]) -> None:
    number = submitted(caller("qiye"))
    clerk, approver = caller("zongchuang"), caller("shenpi")
    assert clerk("post", f"/cases/{number}/release")[1]["code"] == "not_taken"
    assert clerk("post", f"/cases/{number}/take")[0] == clerk("post", f"/cases/{number}/release")[0] == 200
    assert clerk("post", f"/cases/{number}/accept")[0] == 200
    assert approver("post", f"/cases/{number}/forward", {})[0] == 403
    assert approver("post", f"/cases/{number}/return", {"reason": "缺签字页"})[1]["state"] == "returned"
    assert clerk("post", f"/cases/{number}/forward", {"note": "已补"})[1]["state"] == "accepted"
    assert clerk("post", f"/cases/{number}/terminate", {})[1]["code"] == "wrong_state"


@pytest.mark.parametrize("username", ["qiye2", "geren"])
def test_a_file_is_removed_and_a_draft_discarded_by_its_owner_alone(caller: Callable[[str], Call], username: str) -> None:
    agent, other = caller("qiye"), caller(username)
    key = attached(agent, draft(agent, FACTS))
    name = agent("get", f"/drafts/{key}")[1]["materials"][0]["files"][0]["key"]
    assert other("post", f"/drafts/{key}/attachments/{name}/remove")[0] in {403, 404}
    assert other("post", f"/drafts/{key}/discard")[0] in {403, 404}
    assert agent("post", f"/drafts/{key}/attachments/{name}/remove")[0] == 200
    assert agent("get", f"/drafts/{key}")[1]["problems"][0]["code"] == "material_missing"
    assert agent("post", f"/drafts/{key}/discard")[1]["state"] == "discarded"
    assert agent("get", f"/drafts/{key}")[0] == 404
