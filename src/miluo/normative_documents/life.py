"""The life of a normative document: its states, the acts that move it, and the limits that the text sets. No Django."""

from __future__ import annotations

from enum import StrEnum

from onewindow.law.registry import Use, rest
from onewindow.words.sources import Convention, as_source
from onewindow.worktime.counting import Days, WorkingDays
from onewindow.worktime.deadlines import Emergency, declare


class State(StrEnum):
    """Where a document stands; a row of the state machine of the notes (NORMDOC)."""

    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    REVIEWING = "reviewing"
    REVIEWED = "reviewed"
    DECIDED = "decided"
    SIGNED = "signed"
    NUMBERED = "numbered"
    LODGED = "lodged"
    RETURNED = "returned"
    REGISTERED = "registered"
    PUBLISHED = "published"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        return _TITLES[self]


_TITLES = {
    State.DRAFTING: "起草中",
    State.SUBMITTED: "已报送",
    State.REVIEWING: "合法性审核中",
    State.REVIEWED: "审核通过",
    State.DECIDED: "已决定印发",
    State.SIGNED: "已签署",
    State.NUMBERED: "已编发文字号",
    State.LODGED: "已报请登记",
    State.RETURNED: "登记退回",
    State.REGISTERED: "已登记",
    State.PUBLISHED: "已公布",
    State.DECLINED: "不予制发",
}

_TAKES_MATERIALS = frozenset({State.DRAFTING, State.DECIDED, State.SIGNED, State.NUMBERED, State.RETURNED})

# Each act: what it is called, in which states it may be done, and the clauses that it carries out.
ACTS: dict[str, tuple[str, frozenset[State], tuple[str, ...]]] = {
    "edit": ("修改草案", frozenset({State.DRAFTING}), ("normdoc-1a",)),
    "attach": (
        "提交材料",
        _TAKES_MATERIALS,
        ("normdoc-3-1a", "normdoc-3-3a"),
    ),
    "submit": ("报送", frozenset({State.DRAFTING}), ("normdoc-1d", "normdoc-3-1a")),
    "forward": ("转交合法性审核", frozenset({State.SUBMITTED}), ("normdoc-3-1b",)),
    "decline": ("退回起草单位", frozenset({State.SUBMITTED}), ("normdoc-1d",)),
    "give_opinion": ("出具合法性审核意见", frozenset({State.REVIEWING}), ("normdoc-2a", "normdoc-3-1c")),
    "decide": ("决定印发", frozenset({State.REVIEWED}), ("normdoc-2a", "normdoc-3-2a", "normdoc-3-2b")),
    "sign": ("主要负责人签署", frozenset({State.DECIDED}), ("normdoc-3-2a", "normdoc-3-2b")),
    "assign_number": ("编发文字号", frozenset({State.DECIDED, State.SIGNED}), ("normdoc-3-1d", "normdoc-3-2a")),
    "lodge": ("报请登记", frozenset({State.NUMBERED, State.RETURNED}), ("normdoc-3-3a", "normdoc-3-3b")),
    "register": ("登记编号", frozenset({State.LODGED}), ("normdoc-2b", "normdoc-2c", "normdoc-3-3c", "normdoc-4c", "normdoc-4e")),
    "send_back": ("退回制定机关", frozenset({State.LODGED}), ("normdoc-3-3e",)),
    "reopen": ("重新起草", frozenset({State.RETURNED}), ("normdoc-3-3e",)),
    "deposit": ("接收报送文本", frozenset({State.REGISTERED, State.PUBLISHED}), ("normdoc-3-3d",)),
    "publish": ("登记公布", frozenset({State.REGISTERED, State.PUBLISHED}), ("normdoc-2b", "normdoc-6-2b")),
    "report_for_record": ("报送备案", frozenset({State.REGISTERED, State.PUBLISHED}), ("normdoc-5a", "normdoc-5b")),
    "clean_up": ("清理", frozenset({State.PUBLISHED}), ("normdoc-6-2a",)),
}

OPINIONS = {"approved": "合法，可以印发", "revise": "修改后再审", "rejected": "不合法，不得印发"}
OUTCOMES = {"kept": "继续有效", "amended": "修改", "repealed": "废止", "expired": "失效"}
OCCASIONS = {"periodic": "定期清理", "immediate": "即时清理"}
FILING_MATERIALS = {
    "filing_report": "备案报告",
    "making_explanation": "制定说明",
    "basis": "制定依据",
    "paper_copy": "标明登记号的纸质文本1件",
    "electronic_copy": "标明登记号的电子文本1件",
}
WARN_DAYS = (90, 30, 0)  # days before the last day on which the office is warned

REGISTRATION_CHECK = Convention(
    "conv-normdoc-1", "条文没有规定登记审查的时间，市司法局收到登记材料后5个工作日内登记或者退回；逾期只提醒，不改变结果。"
)
DEPOSIT_REMINDER = Convention("conv-normdoc-2", "条文没有规定报送文本的时间，登记后10个工作日仍未收齐纸质和电子文本的，提醒制定机关。")
WARNINGS = Convention("conv-normdoc-3", "文件有效期届满前90日、30日和届满当日各提醒一次制定机关和市司法局。")
CONVENTIONS = (REGISTRATION_CHECK, DEPOSIT_REMINDER, WARNINGS)

REVIEW = declare(
    "normdoc-3-1c",
    WorkingDays(15, "normdoc-3-1c"),
    WorkingDays(5, "normdoc-3-1c"),
    Emergency.LIFTS_BOTH,
    title="合法性审核",
)
FILING = declare("normdoc-5a", Days(15, "normdoc-5a"), title="报送备案")
CHECK = declare("normdoc-3-3c", WorkingDays(5, REGISTRATION_CHECK), title="登记审查（提醒）")
DEPOSIT = declare("normdoc-3-3d", WorkingDays(10, DEPOSIT_REMINDER), title="报送纸质和电子文本（提醒）")

for _act, (_title, _states, _clauses) in ACTS.items():
    rest(Use("step", f"normative-documents.{_act}", _title, tuple(map(as_source, _clauses)), "normative_documents:documents"))
for _key, _title, _clauses in (
    ("issuers", "制定主体清单", ("normdoc-6-1", "normdoc-annex-1", "normdoc-annex-2", "normdoc-annex-3", "normdoc-annex-4")),
    ("register", "登记簿和登记号", ("normdoc-4a", "normdoc-4b", "normdoc-4d", "normdoc-4f", "normdoc-6-2c")),
):
    rest(Use("record", f"normative-documents.{_key}", _title, tuple(map(as_source, _clauses)), f"normative_documents:{_key}"))
rest(
    Use(
        "page",
        "normative-documents.catalogue",
        "登记目录和废止、失效目录",
        tuple(map(as_source, ("normdoc-6-2e", "normdoc-6-2f"))),
        "normative_documents_public:catalogue",
    )
)


def allows(act: str, state: State) -> bool:
    """Whether an act may be done in this state. Raises KeyError for an act that no document knows."""
    return state in ACTS[act][1]
