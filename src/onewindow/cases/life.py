"""The one life that every case has: its states, and which act may be done in which. No Django."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a case stands. A draft is no case yet: it has no number and nobody else sees it."""

    SUBMITTED = "submitted"
    CORRECTING = "correcting"
    ACCEPTED = "accepted"
    REVIEWING = "reviewing"
    RETURNED = "returned"
    DECIDED = "decided"
    ISSUED = "issued"
    CLOSED = "closed"
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"

    @property
    def label(self) -> str:
        return _TITLES[self]

    @property
    def is_open(self) -> bool:
        """Whether the case still waits for a decision: it holds the place of its claim."""
        return self in OPEN


_TITLES = {
    State.SUBMITTED: "已提交",
    State.CORRECTING: "待补正",
    State.ACCEPTED: "已受理",
    State.REVIEWING: "审核中",
    State.RETURNED: "退回窗口",
    State.DECIDED: "已决定",
    State.ISSUED: "已送达",
    State.CLOSED: "已办结",
    State.NOT_ACCEPTED: "不予受理",
    State.WITHDRAWN: "已撤回",
    State.TERMINATED: "已终止",
}

OPEN = frozenset({State.SUBMITTED, State.CORRECTING, State.ACCEPTED, State.REVIEWING, State.RETURNED})
ENDED = frozenset({State.CLOSED, State.NOT_ACCEPTED, State.WITHDRAWN, State.TERMINATED})
UNDER_REVIEW = frozenset({State.ACCEPTED, State.REVIEWING})
AFTER_DECISION = frozenset({State.DECIDED, State.ISSUED, State.CLOSED})
HANDLED = UNDER_REVIEW | {State.SUBMITTED, State.RETURNED, State.DECIDED}  # somebody of an office owes a step

ACTS = {
    "decide_at_once": ("即时决定", frozenset({State.SUBMITTED})),
    "accept": ("受理", frozenset({State.SUBMITTED})),
    "ask_correction": ("一次性补正告知", frozenset({State.SUBMITTED})),
    "correct": ("补正", frozenset({State.CORRECTING})),
    "refuse_acceptance": ("不予受理", frozenset({State.SUBMITTED})),
    "terminate": ("终止办理", frozenset({State.CORRECTING})),
    "correct_at_window": ("当场更正", frozenset({State.SUBMITTED})),
    "ask_correction_in_review": ("审核环节补正告知", UNDER_REVIEW),
    "supply": ("补齐容缺的材料", UNDER_REVIEW | {State.RETURNED}),
    "settle_undertaking": ("核验承诺", frozenset({State.ACCEPTED, State.REVIEWING, State.RETURNED, *AFTER_DECISION})),
    "pass_prereview": ("预审通过", UNDER_REVIEW),
    "return_to_prereview": ("退回预审", UNDER_REVIEW),
    "take_back": ("撤回已转出的办理", UNDER_REVIEW | {State.RETURNED, State.DECIDED}),
    "transfer": ("转办", HANDLED),
    "urge": ("催办", HANDLED),
    "begin_special": ("启动特别程序", UNDER_REVIEW),
    "end_special": ("结束特别程序", UNDER_REVIEW),
    "prolong": ("延长办理期限", UNDER_REVIEW),
    "consult": ("征求意见", UNDER_REVIEW),
    "cosign": ("加签", UNDER_REVIEW),
    "answer_consultation": ("答复", UNDER_REVIEW | {State.CORRECTING, State.RETURNED}),
    "withdraw_consultation": ("撤回征求意见", UNDER_REVIEW | {State.CORRECTING, State.RETURNED}),
    "take": ("领取", frozenset({State.SUBMITTED, State.ACCEPTED, State.RETURNED, State.DECIDED})),
    "release": ("放回队列", frozenset({State.SUBMITTED, State.REVIEWING, State.RETURNED, State.DECIDED})),
    "return_to_clerk": ("退回窗口", UNDER_REVIEW),
    "forward": ("再次转交审核", frozenset({State.RETURNED})),
    "correct_fact": ("更正事实", UNDER_REVIEW),
    "decide": ("作出决定", UNDER_REVIEW),
    "decide_at_window": ("当场办结", frozenset({State.SUBMITTED, State.ACCEPTED})),
    "produce": ("制证", frozenset({State.DECIDED})),
    "push": ("推送结果", frozenset({State.DECIDED})),
    "hand_over": ("物料移交", frozenset({State.ACCEPTED, State.RETURNED})),
    "count_hand_over": ("清点物料", frozenset({State.ACCEPTED, State.RETURNED})),
    "mend_hand_over": ("补齐物料", frozenset({State.ACCEPTED, State.RETURNED})),
    "confirm_service": ("登记送达", frozenset({State.ISSUED, State.CLOSED})),
    "archive": ("归档", ENDED),
    "issue": ("送达", frozenset({State.DECIDED})),
    "rate": ("评价", frozenset({State.ISSUED, State.CLOSED})),
    "close": ("办结", frozenset({State.ISSUED})),
    "withdraw": ("撤回申请", OPEN),
    "move_to_version": ("改用新版本", OPEN),
    "answer_version": ("答复是否改用新版本", OPEN),
    "undo_version": ("撤销改用新版本", OPEN),
}

CHANNELS = {"window": "窗口领取", "post": "邮寄送达", "download": "网上下载", "left": "留置送达", "public": "公告送达"}
STEPS = {"accept": "受理", "prereview": "预审", "review": "审核", "forward": "退回处理", "produce": "制证", "issue": "送达"}
STEP_PERMISSIONS = {
    "accept": "cases.accept",
    "forward": "cases.accept",
    "prereview": "cases.review",
    "review": "cases.review",
    "produce": "cases.review",
    "issue": "cases.issue",
}
INTAKE_CHANNELS = {
    "web": "网上申请",
    "app": "掌上办",
    "window": "线下综窗",
    "zone": "服务专区",
    "centre": "亲企惠企服务中心",
    "self_service": "自助终端",
    "data": "免申请",
}
HANDLINGS = {"promise": "承诺件", "instant": "即办件"}
STAGES = {"accept": "受理环节", "review": "审核环节"}
CHECKS = {"ok": "齐全合规", "corrected": "当场更正", "spared": "免于提交", "missing": "缺少", "nonconforming": "不符合要求"}
UNDERTAKINGS = {"deferred": "容缺受理", "promised": "告知承诺"}
SPECIAL_PROCEDURES = {
    "hearing": "听证",
    "expert_review": "专家评审",
    "inspection": "检验检测检疫",
    "appraisal": "鉴定",
    "tender": "招标拍卖",
    "survey": "现场踏勘",
    "publicity": "公示",
    "other": "其他",
}
CONSULTATIONS = {"consult": "征求意见", "cosign": "加签"}
VIOLATIONS = {
    "not_told_at_once": "未一次性告知",
    "extra_material": "变相增加材料",
    "incomplete_intake": "受理时材料不齐",
    "wrong_place": "未按规定窗口受理",
}
LEVELS = {5: "非常满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "非常不满意"}


def allows(act: str, state: State) -> bool:
    """Whether an act may be done to a case in this state. Raises KeyError for an act that no case knows."""
    return state in ACTS[act][1]
