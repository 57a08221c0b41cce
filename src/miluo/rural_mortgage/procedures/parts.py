"""What the six services have in common: who takes in and who registers, the materials, the steps, and the limits of the text."""

from __future__ import annotations

from miluo.rural_mortgage.conventions import CHANGE_LIMIT, CHANGE_REMINDER
from miluo.rural_mortgage.kinds import EXCHANGE
from onewindow.cases.procedure import Accept, Decide, Issue, Material, Rate, Review, Step
from onewindow.worktime import deadlines
from onewindow.worktime.counting import Days, Span, WorkingDays

SERVICES = "miluo.rural_mortgage.services"
WINDOWS = {"arable": ("agriculture-rural", "农业农村登记窗口"), "real-estate": ("natural-resources", "自然资源登记窗口")}
REGISTRATION, CHANGES = WorkingDays(5, "mortgage-18a"), WorkingDays(5, CHANGE_LIMIT)

deadlines.declare("mortgage-18a", REGISTRATION, title="办结抵押登记")
deadlines.declare("mortgage-19a", Days(5, "mortgage-19a"), title="变更或者其他终止后申请登记")
deadlines.declare("mortgage-20", WorkingDays(5, "mortgage-20"), title="还清、期满或者解除后申请注销登记")
deadlines.declare("mortgage-24", WorkingDays(5, "mortgage-24"), title="发放贷款")
deadlines.declare(CHANGE_REMINDER, WorkingDays(5, CHANGE_REMINDER), title="实现抵押权后的产权变更登记")


def identity() -> Material:
    return Material(
        key="identity",
        title="双方当事人的身份证明",
        sources=("mortgage-17b",),
        note="法人提交营业执照和法人身份证，自然人提交本人身份证",
    )


def power() -> Material:
    return Material(
        key="power",
        title="授权委托书和代理人有效身份证明",
        sources=("mortgage-17b", "mortgage-19b"),
        required=False,
        note="委托代理人办理的提交",
    )


def steps(body: str, within: Span, act: str, paper: str, *clauses: str, book: str = "") -> tuple[Step, ...]:
    """农交中心 takes it in, the registrar reviews and decides, 农交中心 hands it out (mortgage-4, mortgage-16)."""
    return (
        Accept(organisation=EXCHANGE, title="农交中心登记窗口受理"),
        Review(organisation=body, book=book, within=within, sources=("mortgage-16", *clauses), title="登记审核"),
        Decide(organisation=body, act=f"{SERVICES}.{act}", paper=paper, sources=clauses, title="登记"),
        Issue(organisation=EXCHANGE),
        Rate(),
    )
