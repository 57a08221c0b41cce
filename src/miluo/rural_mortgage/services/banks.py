"""Who lends and on what further conditions: 市政府金融工作办公室 admits banks; 农交中心 and banks set conditions."""

from __future__ import annotations

from datetime import date, datetime

from miluo.rural_mortgage.models import Bank, Condition
from miluo.rural_mortgage.selectors.banks import takes_part
from miluo.rural_mortgage.services.asking import ADMIT, INTAKE, LEND, organisation, words
from onewindow.accounts.roles import require
from onewindow.cases.services.door import Answer, door
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

BANK, CONDITION = "mortgage-6", "mortgage-7-4"


@door
def admit_bank(*, bank: str, starts_on: date, document: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记参与试点的银行 from a day on. Raises Refused (409) for one that takes part already."""
    require(by, ADMIT)
    body = organisation(bank, "bank", BANK)
    if Bank.objects.filter(organisation=body, ends_on=None).exists():
        raise Refused(f"{body.short_name}已经参与试点", code="takes_part", field="bank", clause=BANK, status=409)
    Bank.objects.create(
        organisation=body, starts_on=starts_on, document=words(document, "依据文件", "document", BANK, 120), entered_by=by.id
    )
    record(subject=f"mortgage-bank:{body.key}", kind="mortgage-bank.admitted", by=by, at=at, to="admitted", body={"from": starts_on})
    return Answer(body.key, "admitted", f"已登记{body.short_name}自{said(starts_on)}起参与试点")


@door
def bank_leaves(*, bank: str, ends_on: date, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记退出试点: the first day on which it lends no more; what was registered before lives on."""
    require(by, ADMIT)
    row = Bank.objects.select_for_update(of=("self",)).select_related("organisation").filter(organisation__key=bank, ends_on=None).first()
    if row is None:
        raise Refused("没有这家参与试点的银行", code="unknown_bank", field="bank", clause=BANK, status=404)
    if ends_on < row.starts_on:
        raise Refused("退出日期早于参与日期", code="out_of_order", field="ends_on", clause=BANK, expected=f"不早于{said(row.starts_on)}")
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    record(subject=f"mortgage-bank:{bank}", kind="mortgage-bank.left", by=by, at=at, from_="admitted", to="left", body={"on": ends_on})
    return Answer(bank, "left", f"{row.organisation.short_name}自{said(ends_on)}起不再参与试点")


@door
def set_condition(*, text: str, starts_on: date, document: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """规定其他条件, by 农交中心 or a bank for its own loans, from a day on (mortgage-7-4). Not for days that have passed."""
    if not (by.may(LEND) or by.may(INTAKE)):
        require(by, INTAKE)
    author = organisation(by.organisation or "", "by", CONDITION)
    if by.may(LEND) and not takes_part(author.key, day_of(at)):
        raise Refused(f"{author.short_name}没有参与试点", code="not_taking_part", field="by", clause=BANK, status=403)
    if starts_on < day_of(at):
        raise Refused("条件不溯及既往", code="past_date", field="starts_on", clause=CONDITION, expected=f"不早于{said(day_of(at))}")
    row = Condition.objects.create(
        author=author,
        text=words(text, "条件", "text", CONDITION, 200),
        starts_on=starts_on,
        document=words(document, "依据文件", "document", CONDITION, 120),
        entered_by=by.id,
    )
    record(
        subject=f"mortgage-condition:{row.pk}",
        kind="mortgage-condition.set",
        by=by,
        at=at,
        to="set",
        body={"author": author.key, "from": starts_on},
    )
    return Answer(str(row.pk), "set", f"自{said(starts_on)}起适用")


@door
def end_condition(*, condition: int, ends_on: date, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """停用 a condition of one's own body, from a day on."""
    row = Condition.objects.select_for_update(of=("self",)).filter(pk=condition, ends_on=None, author__key=by.organisation or "").first()
    if row is None:
        raise Refused("没有这项条件，或者不是本单位规定的", code="unknown_condition", field="condition", clause=CONDITION, status=404)
    row.ends_on = max(ends_on, row.starts_on)
    row.save(update_fields=["ends_on"])
    record(
        subject=f"mortgage-condition:{row.pk}", kind="mortgage-condition.ended", by=by, at=at, from_="set", to="ended", body={"on": ends_on}
    )
    return Answer(str(row.pk), "ended", "已停用")
