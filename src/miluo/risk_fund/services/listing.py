"""名录: who is recommended, on its way through the guarantor to the banks, and off it again (riskfund-7e, riskfund-15-1, riskfund-27)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from miluo.risk_fund.models import Guarantor, Listing, ListTransfer, Subject
from miluo.risk_fund.regulation import REGULATION
from miluo.risk_fund.services.offices import FINANCE, authority_of, guarantor_of, require_finance
from miluo.risk_fund.subjects import ADJUSTED, CHECKS, INDUSTRIES, REMOVALS, SUBJECT_KINDS
from miluo.rural_mortgage import public as mortgages
from onewindow.cases.services.door import Answer, door
from onewindow.law.validity import require_in_force
from onewindow.ledger.arithmetic import to_fen
from onewindow.organisations.models import Organisation
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.identity import check_uscc
from onewindow.words.money import format_money, parse_money
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of


@door
def enter(
    *,
    uscc: str,
    name: str,
    kind: str,
    industry: str,
    town: str,
    registered_here: bool,
    recommended: str,
    document: str,
    checked_on: date,
    checks: Sequence[str],
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """列入名录: a subject with the amount that its authority recommends, after the look that article 十三 asks for.

    ``checks`` are the keys of ``CHECKS`` that were found in order. Raises Refused for another body, a subject that is not registered
    here (riskfund-3), one that is listed (409) or was taken off for what article 二十七 names, a check that is lacking.
    """
    authority = authority_of(by)
    line = {"uscc": uscc, "name": name, "kind": kind, "industry": industry, "town": town, "registered_here": registered_here}
    listing = enter_line(
        authority, {**line, "recommended": recommended, "document": document, "checked_on": checked_on, "checks": checks}, by=by, at=at
    )
    message = f"已将{listing.subject.name}列入名录，推荐额{format_money(listing.recommended)}元；推送担保公司并分送银行后生效"
    return Answer(listing.subject.uscc, "listed", message)


def enter_line(authority: Organisation, line: Mapping[str, Any], *, by: Actor, at: datetime) -> Listing:
    """One line of the list, in the transaction of its door."""
    require_in_force(REGULATION, day_of(at))
    uscc, amount = _checked(line, day_of(at))
    subject, _ = Subject.objects.get_or_create(
        uscc=uscc, defaults={**{name: line[name] for name in ("name", "kind", "industry", "town")}, "entered_at": at}
    )
    Subject.objects.select_for_update().get(pk=subject.pk)
    _require_free(subject)
    listing = Listing.objects.create(
        subject=subject,
        authority=authority,
        recommended_fen=to_fen(amount),
        entered_on=day_of(at),
        document=line["document"],
        checked_on=line["checked_on"],
        checks=dict.fromkeys(line["checks"], True),
        by=by.id,
    )
    body = {"authority": authority.key, "fen": listing.recommended_fen, "document": line["document"]}
    record(subject=subject.trail, kind="risk-fund.listed", by=by, at=at, to="listed", body=body)
    return listing


@door
def push(*, guarantor: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """推送: the authority sends what it has listed and not yet sent to the guarantor. Raises Refused where there is nothing to send."""
    authority, on = authority_of(by), day_of(at)
    receiver = Guarantor.objects.filter(organisation__key=guarantor, ends_on=None, starts_on__lte=on).first()
    if receiver is None:
        raise Refused(
            "没有这家合作担保公司", code="no_guarantor", field="guarantor", clause="riskfund-15-1", expected="已登记的合作担保公司"
        )
    waiting = Listing.objects.filter(authority=authority, pushed_on=None, left_on=None)
    listings = _some(waiting, "没有待推送的名录")
    waiting.update(pushed_on=on)
    _handed_on(authority, receiver.organisation, listings, by=by, at=at)
    return Answer(str(len(listings)), "pushed", f"已向{receiver.organisation.name}推送{len(listings)}个主体")


@door
def send_on(*, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """分送: the guarantor sends what it received on to every bank that takes part; from then on loans may rest on it (conv-fund-2)."""
    on = day_of(at)
    guarantor = guarantor_of(by, on)
    waiting = Listing.objects.filter(pushed_on__isnull=False, sent_on=None, left_on=None)
    listings = _some(waiting, "没有待分送的名录")
    receivers = [Organisation.objects.get(key=bank.key) for bank in mortgages.banks(on)]
    if not receivers:
        raise Refused("没有合作银行可以分送", code="no_bank", clause="riskfund-4", expected="先登记试点合作银行", status=409)
    waiting.update(sent_on=on)
    for bank in receivers:
        _handed_on(guarantor, bank, listings, by=by, at=at)
    return Answer(str(len(listings)), "sent", f"已向{len(receivers)}家合作银行分送{len(listings)}个主体")


@door
def remove(*, uscc: str, removal: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """移出名录: from today no loan rests on it. For the grounds of article 二十七 it is for good (conv-fund-15).

    By an authority or by 市财政局. Raises Refused for who is not listed, and without a ground.
    """
    if by.organisation == FINANCE:
        require_finance(by)
    else:
        authority_of(by)
    if removal not in REMOVALS or not reason.strip():
        expected = f"{'、'.join(REMOVALS.values())}，并写明事实"
        raise Refused("移出名录须写明原因", code="required", field="removal", clause="riskfund-27", expected=expected)
    listing = Listing.objects.select_for_update().filter(subject__uscc=uscc, left_on=None).first()
    if listing is None:
        raise Refused("该主体不在名录内", code="not_listed", field="uscc", clause="riskfund-7e", expected="名录内的主体", status=409)
    listing.left_on, listing.removal = day_of(at), removal
    listing.save(update_fields=["left_on", "removal"])
    record(
        subject=listing.subject.trail,
        kind="risk-fund.removed",
        by=by,
        at=at,
        from_="listed",
        to="removed",
        reason=reason.strip(),
        body={"removal": removal},
    )
    return Answer(uscc, "removed", f"已将{listing.subject.name}移出名录（{REMOVALS[removal]}）")


@door
def admit_guarantor(*, organisation: str, document: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记合作担保公司 (conv-fund-14). Raises Refused for one that cooperates already (409)."""
    require_finance(by)
    found = Organisation.objects.filter(key=organisation).first()
    if found is None or not document.strip():
        raise Refused(
            "没有这个单位或者没有依据文件", code="required", field="organisation", clause="riskfund-7g", expected="单位代号和依据文件"
        )
    if Guarantor.objects.filter(organisation=found, ends_on=None).exists():
        raise Refused(f"{found.name}已经是合作担保公司", code="entered_before", field="organisation", clause="riskfund-7g", status=409)
    Guarantor.objects.create(organisation=found, starts_on=day_of(at), document=document.strip(), by=by.id)
    record(subject="risk-fund:guarantors", kind="risk-fund.guarantor_admitted", by=by, at=at, body={"organisation": organisation})
    return Answer(organisation, "admitted", f"已登记{found.name}为合作担保公司")


def _checked(line: Mapping[str, Any], on: date) -> tuple[str, Any]:
    """The code and the amount of a line. Raises Refused with everything that is wrong."""
    problems: list[Problem] = []
    uscc = check_uscc(line["uscc"], field="uscc")
    if line["registered_here"] is not True:
        message = "注册地不在汨罗市，不是本办法所称的“三农”主体"
        problems.append(Problem(message, "not_registered_here", "registered_here", "riskfund-3", "营业执照或者登记证书上的住所在汨罗市"))
    for name, choices, clause in (("kind", SUBJECT_KINDS, "riskfund-3"), ("industry", INDUSTRIES, "riskfund-3")):
        if line[name] not in choices:
            problems.append(Problem("类别或者产业填写有误", "unknown_choice", name, clause, "、".join(choices.values())))
    for name in ("name", "town", "document"):
        if not str(line[name]).strip():
            problems.append(Problem("没有填写完整", "required", name, "riskfund-7e", "主体名称、所在镇和依据文件"))
    amount = parse_money(str(line["recommended"]), field="recommended", clause="riskfund-14")
    if not amount:
        problems.append(Problem("没有推荐额", "required", "recommended", "riskfund-14", "大于0的金额"))
    if line["checked_on"] > on:
        problems.append(Problem("核查日期尚未到来", "future_date", "checked_on", "riskfund-13", f"不晚于{on}"))
    lacking = [title for name, title in CHECKS.items() if name not in line["checks"]]
    if lacking:
        problems.append(Problem(f"未确认：{'；'.join(lacking)}", "condition_not_met", "checks", "riskfund-13", "四项条件全部核查属实"))
    if problems:
        raise Refused.of(problems)
    return uscc, amount


def _require_free(subject: Subject) -> None:
    earlier = subject.listings.first()
    if earlier and earlier.left_on is None:
        message = f"{subject.name}已在名录内（{earlier.authority.short_name}推荐{format_money(earlier.recommended)}元）"
        raise Refused(message, code="listed_already", field="uscc", clause="riskfund-7e", expected="先移出再重新列入", status=409)
    barred = subject.listings.exclude(removal__in=("", ADJUSTED)).first()
    if barred:
        message = f"{subject.name}因{barred.get_removal_display()}被取消支持对象资格"
        raise Refused(message, code="barred", field="uscc", clause="riskfund-27", expected="撤销原决定以后方可重新列入", status=409)


def _some(waiting: Any, message: str) -> list[Listing]:
    found = list(waiting.select_for_update())
    if not found:
        raise Refused(message, code="nothing_to_send", clause="riskfund-15-1", expected="先列入名录", status=409)
    return found


def _handed_on(sender: Organisation, receiver: Organisation, listings: list[Listing], *, by: Actor, at: datetime) -> None:
    transfer = ListTransfer.objects.create(sender=sender, receiver=receiver, on=day_of(at), by=by.id)
    transfer.listings.set(listings)
    body = {"to": receiver.key, "subjects": len(listings)}
    record(subject=f"fund-list:{sender.key}", kind="risk-fund.list_sent", by=by, at=at, body=body)
