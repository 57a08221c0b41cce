"""处置: after the loss was shared, by a route of the kind of right, the price paid out in order (valuation-11 to valuation-14)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from miluo.rural_mortgage import public as mortgages
from miluo.valuation_disposal.figures import reading
from miluo.valuation_disposal.kinds import CLOSED, COSTS, DISTRIBUTED, HANDLERS, OF_THE_VILLAGE, OPENED, ROUTED, SOLD, WAYS
from miluo.valuation_disposal.models import Cost, Disposal, Distribution
from miluo.valuation_disposal.papers import issue, proceeds_words
from miluo.valuation_disposal.routes import buyer_problems, require_route, routes_of, warnings
from miluo.valuation_disposal.rules import disposal_proceeds
from miluo.valuation_disposal.services.opening import body, is_exchange, not_later, one_of, positive, words
from onewindow.accounts.roles import require
from onewindow.cases.services.door import Answer, door
from onewindow.papers import files
from onewindow.papers.numbering import next_number
from onewindow.papers.uploads import check_upload, file_name
from onewindow.rules import services as rules
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.money import format_money, parse_money
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

SHARED, ROUTE, BY_RIGHT, ORDER = "valuation-11", "valuation-12", "valuation-13", "valuation-14"
WHOLE = Decimal(100)


@door
def open_disposal(
    *,
    mortgage: str,
    guarantor: str = "",
    handler: str,
    principal_cny: Decimal,
    interest_cny: Decimal,
    debt_on: date,
    guarantor_share: Decimal,
    shares_booked_on: date,
    shares_document: str,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """启动处置 of the right of a standing mortgage whose realisation was opened, once the loss is shared and booked.

    Raises Refused without a ground of realisation, for a share that is none, and a guarantor where none stands behind the loan.
    """
    found, today = _standing(mortgage, day_of(at)), day_of(at)
    _require_handler(by, handler, found.bank, guarantor)
    _require_shares(handler, guarantor, guarantor_share, today)
    _require_debt(principal_cny + interest_cny)
    disposal = Disposal.objects.create(
        **_of(found, at),
        guarantor=body(guarantor, "担保机构", "guarantor", SHARED) if guarantor else None,
        handler=handler,
        principal_cny=principal_cny,
        interest_cny=interest_cny,
        debt_on=not_later(debt_on, today, "债务截止日期", "debt_on", SHARED),
        bank_share=WHOLE - guarantor_share,
        guarantor_share=guarantor_share,
        shares_booked_on=not_later(shares_booked_on, today, "损失分担入账日期", "shares_booked_on", SHARED),
        shares_document=words(shares_document, "风险分担约定", "shares_document", SHARED, 120),
        opened_on=today,
        opened_by=by.id,
    )
    told = {"mortgage": mortgage, "handler": handler, "owed_cny": principal_cny + interest_cny, "guarantor_share": guarantor_share}
    record(subject=disposal.subject, kind="disposal.opened", by=by, at=at, to=OPENED, body=told)
    return Answer(disposal.number, OPENED, f"已登记{disposal.number}，请确定处置方式")


@door
def choose_route(*, number: str, route: str, basis: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """确定处置方式, one that is open to the kind of right. Raises Refused for any other, naming the clause and those that are."""
    disposal = _locked(number, by, ROUTE, OPENED, ROUTED)
    title = require_route(disposal.right_kind, disposal.right_title, route, day_of(at))
    before, disposal.state, disposal.route = disposal.state, ROUTED, route
    disposal.route_basis = words(basis, "处置依据", "basis", ROUTE, 200)
    disposal.save(update_fields=["state", "route", "route_basis"])
    record(
        subject=disposal.subject,
        kind="disposal.routed",
        by=by,
        at=at,
        from_=before,
        to=ROUTED,
        reason=disposal.route_basis,
        body={"route": route},
    )
    return Answer(number, ROUTED, f"处置方式为{title}")


@door
def sell(
    *,
    number: str,
    buyer: str,
    buyer_kind: str,
    own_village: bool,
    buyer_proof: str,
    price_cny: Decimal,
    sold_on: date,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """登记成交 to a buyer who fits the route, and with it the realisation in the register of mortgages (mortgage-29).

    What other law may not allow is said, and stops nothing (valuation-13).
    """
    disposal = _locked(number, by, BY_RIGHT, ROUTED)
    if problems := buyer_problems(disposal.right_kind, disposal.route, buyer_kind, own_village, day_of(at)):
        raise Refused.of(problems)
    disposal.buyer, disposal.buyer_kind = words(buyer, "受让人", "buyer", BY_RIGHT, 100), buyer_kind
    disposal.buyer_proof = words(buyer_proof, "受让人资格证明", "buyer_proof", BY_RIGHT, 120)
    disposal.price_cny = positive(price_cny, "成交价", "price_cny", ORDER)
    disposal.sold_on = not_later(sold_on, day_of(at), "成交日期", "sold_on", BY_RIGHT)
    disposal.state = SOLD
    disposal.save(update_fields=["buyer", "buyer_kind", "buyer_proof", "price_cny", "sold_on", "state"])
    member = own_village and buyer_kind in OF_THE_VILLAGE
    way = WAYS.get(disposal.route, "sale")
    mortgages.sold(mortgage=disposal.mortgage, way=way, price_cny=price_cny, member=member, by=by, at=at)
    told = {"buyer_kind": buyer_kind, "own_village": own_village, "price_cny": price_cny, "sold_on": sold_on}
    record(subject=disposal.subject, kind="disposal.sold", by=by, at=at, from_=ROUTED, to=SOLD, body=told)
    said = "".join(warnings(disposal.right_kind, buyer_kind, own_village))
    return Answer(number, SOLD, f"已登记成交价{format_money(price_cny)}元。{said}")


@door
def add_cost(
    *, number: str, kind: str, amount_cny: Decimal, name: str, content: bytes, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """登记处置费用 with the file that proves it, until the price is paid out."""
    disposal = _locked(number, by, ORDER, OPENED, ROUTED, SOLD)
    kept = files.keep(content, media_type=check_upload(name, content, allowed=("pdf", "jpg", "png")))
    if disposal.costs.filter(digest=kept.digest).exists():
        raise Refused("这份凭证已经登记过费用", code="proof_used", field="file", clause=ORDER, expected="每份凭证登记一项费用", status=409)
    Cost.objects.create(
        disposal=disposal,
        kind=one_of(kind, COSTS, "费用", "kind", ORDER),
        amount_cny=positive(amount_cny, "费用金额", "amount_cny", ORDER),
        digest=kept.digest,
        file_name=file_name(name),
        entered_on=day_of(at),
        entered_by=by.id,
    )
    told = {"kind": kind, "amount_cny": amount_cny, "sha256": kept.digest}
    record(subject=disposal.subject, kind="disposal.cost-entered", by=by, at=at, body=told)
    return Answer(number, disposal.state, f"已登记{COSTS[kind]}{format_money(amount_cny)}元")


@door
def distribute(*, number: str, received_on: date, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """分配处置所得, once the price has come in: proven costs, interest, principal, and what is over to the mortgagor.

    What the rule book says is what is paid; its evaluation is kept and can be replayed.
    """
    disposal = _locked(number, by, ORDER, SOLD)
    assert disposal.price_cny and disposal.sold_on  # sold at a price
    received = not_later(received_on, day_of(at), "价款到账日期", "received_on", ORDER)
    facts = {
        "gross_cny": disposal.price_cny,
        "costs_cny": [cost.amount_cny for cost in disposal.costs.all()],
        "principal_cny": disposal.principal_cny,
        "interest_cny": disposal.interest_cny,
    }
    evaluation = disposal_proceeds.evaluate(facts, on=day_of(at))
    stored = rules.store(evaluation, by=by, at=at, subject=disposal.subject)
    parts = {name: parse_money(str(value)) for name, value in evaluation.results_json().items()}
    paid = Distribution.objects.create(
        disposal=disposal,
        evaluation=stored.number,
        gross_cny=disposal.price_cny,
        costs_cny=parts["costs_paid_cny"],
        interest_cny=parts["interest_paid_cny"],
        principal_cny=parts["principal_paid_cny"],
        surplus_cny=parts["surplus_cny"],
        unpaid_cny=parts["unpaid_cny"],
        distributed_on=day_of(at),
        distributed_by=by.id,
    )
    paid.paper = issue("proceeds", proceeds_words(disposal, paid, at), number, by=by, at=at)
    paid.save(update_fields=["paper"])
    disposal.state, disposal.received_on = DISTRIBUTED, received
    disposal.save(update_fields=["state", "received_on"])
    told = {**parts, "gross_cny": disposal.price_cny, "evaluation": stored.number}
    record(subject=disposal.subject, kind="disposal.distributed", by=by, at=at, from_=SOLD, to=DISTRIBUTED, body=told)
    said = f"偿还合作银行{format_money(paid.interest_cny + paid.principal_cny)}元，返还抵押人{format_money(paid.surplus_cny)}元"
    return Answer(number, DISTRIBUTED, said, paper=paid.paper)


@door
def close_disposal(*, number: str, change_document: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """办结, on the certificate of the changed registration (7号第三十一条): the mortgage must have ended in the register before."""
    disposal = _locked(number, by, BY_RIGHT, DISTRIBUTED)
    mortgage = mortgages.mortgage(disposal.mortgage, day_of(at))
    if mortgage is not None and mortgage.state == "standing":
        raise Refused(
            f"抵押登记{disposal.mortgage}还没有注销",
            code="mortgage_standing",
            field="change_document",
            clause="mortgage-31",
            expected="先到市农村产权交易中心办理抵押权实现和产权变更登记",
            status=409,
        )
    disposal.change_document = words(change_document, "产权变更登记凭证", "change_document", BY_RIGHT, 120)
    disposal.state, disposal.closed_on = CLOSED, day_of(at)
    disposal.save(update_fields=["change_document", "state", "closed_on"])
    record(
        subject=disposal.subject,
        kind="disposal.closed",
        by=by,
        at=at,
        from_=DISTRIBUTED,
        to=CLOSED,
        body={"document": disposal.change_document},
    )
    return Answer(number, CLOSED, f"{number}已办结")


def open_routes(disposal: Disposal, on: date) -> dict[str, str]:
    """What the page offers."""
    return dict(routes_of(disposal.right_kind, on)[0])


def _standing(number: str, on: date) -> mortgages.Mortgage:
    found = mortgages.mortgage(number, on)
    if found is None or found.state != "standing":
        said = f"没有编号为“{number}”的抵押登记" if found is None else f"抵押登记{number}已经终止"
        raise Refused(said, code="no_standing_mortgage", field="mortgage", clause=SHARED, expected="抵押中的登记编号", status=409)
    if mortgages.realisation(number) is None:
        raise Refused(
            "还没有启动抵押权实现",
            code="not_realised",
            field="mortgage",
            clause="mortgage-28",
            expected="先登记实现抵押权的情形和证据",
            status=409,
        )
    if Disposal.objects.filter(mortgage=number).exists():
        raise Refused(f"抵押登记{number}的处置已经启动", code="disposal_open", field="mortgage", clause=SHARED, status=409)
    return found


def _of(found: mortgages.Mortgage, at: datetime) -> dict[str, Any]:
    """What a disposal takes over from the register of mortgages, and its number."""
    return {
        "number": next_number("rural-disposals", at=at, pattern="CZ{year}-{serial:04d}"),
        "mortgage": found.number,
        "right": found.right,
        "right_kind": found.right_kind,
        "right_title": mortgages.kinds()[found.right_kind],
        "mortgagor": found.mortgagor,
        "bank": body(found.bank, "合作银行", "bank", SHARED),
    }


def _require_debt(owed: Decimal) -> None:
    if owed <= 0:
        raise Refused("没有未偿还的贷款本息", code="nothing_owed", field="principal_cny", clause=SHARED, expected="大于零的本金或者利息")


def _require_handler(by: Actor, handler: str, bank: str, guarantor: str) -> None:
    """The bank or the guarantor pursues and disposes (valuation-11)."""
    one_of(handler, HANDLERS, "追偿处置方", "handler", SHARED)
    require(by, "appraisal.agree")
    own = bank if handler == "bank" else guarantor
    if not own or by.organisation != own:
        said = f"由{HANDLERS[handler]}追偿的，由其自行启动处置"
        raise Refused(said, code="other_party", field="handler", clause=SHARED, expected=HANDLERS[handler], status=403)


def _require_shares(handler: str, guarantor: str, share: Decimal, on: date) -> None:
    if not 0 <= share <= WHOLE:
        raise Refused(f"担保机构分担{share}%不在0至100之间", code="no_share", field="guarantor_share", clause=SHARED, expected="0至100")
    if share and not guarantor:
        said = "没有担保机构的贷款，损失全部由合作银行分担"
        raise Refused(said, code="no_guarantor", field="guarantor_share", clause=SHARED, expected="0")
    if handler == "guarantor" and not share and reading("guarantor_as_mortgagee", on) == "guaranteed_only":
        said = "担保机构没有分担这笔贷款的损失，不能以抵（质）押权人的身份处置"
        raise Refused(said, code="no_guarantee", field="handler", clause="valuation-3", expected="由合作银行处置")


def _locked(number: str, by: Actor, clause: str, *states: str) -> Disposal:
    found = Disposal.objects.select_for_update(of=("self",)).select_related("bank", "guarantor").filter(number=number).first()
    if found is None:
        raise Refused(f"没有编号为“{number}”的处置", code="unknown_disposal", field="number", status=404)
    if not (is_exchange(by) or (by.may("appraisal.agree") and by.organisation == found.disposer.key)):
        said = f"{number}由{HANDLERS[found.handler]}办理"
        raise Refused(said, code="other_party", field="by", clause=SHARED, expected=HANDLERS[found.handler], status=403)
    if found.state not in states:
        raise Refused(f"{number}{found.get_state_display()}，不能办理这一步", code="wrong_state", field="number", clause=clause, status=409)
    return found
