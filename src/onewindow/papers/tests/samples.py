"""Papers of a county that does not exist, shared by the tests and by the benchmark."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from onewindow.papers.letterheads import Letterhead, declared
from onewindow.words.actor import Actor

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2023, 9, 15, 10, 30, 0, 123456, tzinfo=SHANGHAI)  # no real moment falls on a whole second
CLERK = Actor(
    id="u-clerk",
    name="演示窗口员一",
    roles=frozenset({"clerk"}),
    organisation="test-hall",
    permissions=frozenset({"papers.issue", "cases.accept"}),
)
ENTERPRISE = {"name": "演示企业甲有限公司", "identity": "91430681MA0DEM0123", "contact": "演示经办人", "phone": "13800000000"}
LONG_NAME = "演示省青禾县演示国际进出口贸易与跨境电子商务综合服务股份有限公司青禾高新技术产业开发区第一分公司"
LAW = "《行政许可法》第三十二条"
MATERIALS = [{"name": "海关出具的年度进出口数据证明"}, {"name": "营业执照副本"}, {"name": "申请表", "form": "纸质", "copies": 2}]


def declare_letterheads() -> None:
    """The bodies that the samples name; declaring them twice changes nothing."""
    common = {"reconsideration": "青禾县人民政府", "court": "青禾县人民法院"}
    Letterhead(organisation="test-hall", name="青禾县行政审批服务局", code="青行审", enquiry="青禾县政务服务大厅综合窗口", **common)
    Letterhead(organisation="test-trade", name="青禾县商务和粮食物资局", code="青商粮", **common)
    Letterhead(organisation="test-long", name="青禾县住房和城乡建设与自然资源综合管理服务局", code="青住建", **common)


def forget_letterheads() -> None:
    for key in ("test-hall", "test-trade", "test-long"):
        declared().pop(key, None)


def head(**more: Any) -> dict[str, Any]:
    return {"applicant": ENTERPRISE, "item": "2023年度外贸破零和进出口实绩奖励", "applied_on": "2023-09-15", "basis": [LAW], **more}


def receipt(**more: Any) -> dict[str, Any]:
    answer = {"answer_limit": "5个工作日", "answer_by": "2023-09-22"}
    return head(received_on="2023-09-15", materials=MATERIALS, **answer) | more


def acceptance(**more: Any) -> dict[str, Any]:
    return head(accepted_on="2023-09-18", limit="20个工作日", due_on="2023-10-20", materials=MATERIALS) | more


def commitment(**more: Any) -> dict[str, Any]:
    materials = [{"name": "卫生检测报告", "standard": "近1年内出具，项目齐全"}]
    promises = ["承诺所述内容真实，符合办理条件。", "同意审批单位核查。", "承诺不实的，愿意承担相应的法律责任。"]
    return head(materials=materials, promises=promises, due_on="2023-10-19", due_label="核查期限") | more


def correction(**more: Any) -> dict[str, Any]:
    faults = [
        {
            "what": "当年进出口额（美元）",
            "reason": "与海关数据证明不一致",
            "expected": "按海关数据填报",
            "citation": "青政发〔2023〕2号第三条",
        },
        {"what": "海关数据证明", "reason": "第2页模糊", "expected": "重新扫描上传"},
    ]
    return head(faults=faults, limit="15个工作日", reply_by="2023-10-16", consequence="逾期未补正的，可以终止办理。") | more


def non_acceptance(**more: Any) -> dict[str, Any]:
    return head(reasons=[{"text": "登记住所地不在本县。", "citation": "青政发〔2023〕2号第二条"}], where_to_go="青禾市商务局") | more


def line(number: int, amount: str = "40000.00") -> dict[str, Any]:
    figures = [{"label": "当年进出口额", "value": "600,000.00美元"}, {"label": "适用档次", "value": "50万～100万美元（含）"}]
    return {"title": f"外贸破零奖励（{number}）", "citation": "青政发〔2023〕2号第二条（破零）", "amount": amount, "figures": figures}


def decision(lines: int = 2, **more: Any) -> dict[str, Any]:
    awards = [line(number) for number in range(1, lines + 1)]
    total = sum((Decimal(award["amount"]) for award in awards), Decimal("0.00"))
    return head(outcome="granted", lines=awards, total=total, payment="上述资金由青禾县财政局拨付。") | more


def refusal(**more: Any) -> dict[str, Any]:
    reasons = [{"text": "当年进出口额未达到最低标准。", "citation": "青政发〔2023〕2号第二条（破零）"}]
    return head(outcome="refused", reasons=reasons) | more


CONTENTS = {
    "receipt": receipt,
    "acceptance": acceptance,
    "correction": correction,
    "non-acceptance": non_acceptance,
    "decision": decision,
}
