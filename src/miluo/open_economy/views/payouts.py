"""支付: what may be paid and what keeps the rest back; the batches; one batch with its payments and the bank's files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from miluo.open_economy.models import BankReturn
from miluo.open_economy.models.payouts import PAID
from miluo.open_economy.procedures.parts import BUREAU
from miluo.open_economy.selectors.due_pages import owed, page_of
from miluo.open_economy.selectors.payouts import batches, paid_of
from miluo.open_economy.services import bank_returns, bouncing, payees, publications
from miluo.open_economy.services import payouts as services
from miluo.open_economy.services.fund import FINANCE
from onewindow.accounts.access import actor_on, permission
from onewindow.accounts.masks import bank_account
from onewindow.accounts.selectors import names_of
from onewindow.cases.services.door import Answer
from onewindow.papers import files
from onewindow.web.acting import acted, day_of, typed
from onewindow.web.download import attachment
from onewindow.web.posted import file_of, intent_of
from onewindow.web.workbook import MEDIA_TYPE
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("funds.read")
def payouts(request: HttpRequest) -> HttpResponse:
    """Awards that may be paid, or those held back (``?show=held``), a page at a time; the bureau drafts a batch or enters an account."""
    entering = intent_of(request) == "account"
    return acted(
        request,
        "open_economy/payouts.html",
        lambda: _context(request),
        payees.enter_account if entering else services.draft,
        lambda: typed(request, "uscc", "bank", "account") if entering else {"awards": _chosen(request)},
        lambda answer: ("open_economy:payouts", {}) if entering else ("open_economy:batch", {"number": answer.number}),
    )


@permission("funds.read")
def batch(request: HttpRequest, number: str) -> HttpResponse:
    """One batch, and the acts that the actor may do on it."""
    acts: dict[str, tuple[Callable[..., Answer], Callable[[], Mapping[str, Any]]]] = {
        "confirm": (services.confirm, lambda: {"number": number}),
        "cancel": (services.cancel, lambda: {"number": number, **typed(request, "reason")}),
        "bounce": (
            bouncing.bounce,
            lambda: {**typed(request, "payment", "reason", "reference"), "bounced_on": day_of(request, "bounced_on", "退汇日期")},
        ),
        "reconcile": (bank_returns.reconcile, lambda: {"number": number, **dict(zip(("name", "content"), file_of(request), strict=True))}),
        "publish": (
            publications.publish,
            lambda: {"batch": number, **typed(request, "place"), "published_on": day_of(request, "published_on", "公示日期")},
        ),
    }
    door, arguments = acts.get(intent_of(request), (None, dict))
    return acted(
        request,
        "open_economy/batch.html",
        lambda: _batch_context(request, number),
        door,
        arguments,
        lambda _: ("open_economy:batch", {"number": number}),
    )


@permission("funds.confirm")
@require_POST
def payout_file(request: HttpRequest, number: str) -> HttpResponse:
    """The file for the bank; every copy is an event."""
    content = services.payout_file(number=number, by=actor_on(request), at=clock.now())
    return attachment(content, MEDIA_TYPE, f"支付文件{number}.xlsx")


@permission("funds.confirm")
def bank_file(request: HttpRequest, number: str, place: int, which: str) -> HttpResponse:
    """A file of the bank as it came, or with what is wrong marked. Raises Refused (404)."""
    returned = get_object_or_404(BankReturn, batch__number=number, pk=place)
    digest = returned.marked if which == "marked" else returned.digest
    if not digest:
        raise Refused("这份回单没有错误", code="nothing_marked", status=404)
    marked = "（已标注错误）" if which == "marked" else ""
    return attachment(files.content_of(digest), MEDIA_TYPE, f"{returned.name.removesuffix('.xlsx')}{marked}.xlsx")


def _context(request: HttpRequest) -> dict[str, Any]:
    today, held, after = clock.today(), request.GET.get("show") == "held", _number(request.GET.get("after", ""))
    return {
        "page": page_of(today, payable=not held, after=after),
        "held": held,
        "first": not after,
        "owed": owed(today),
        "batches": batches()[:20],
        "orders": _is_bureau(actor_on(request)),
    }


def _chosen(request: HttpRequest) -> list[int]:
    return [_number(text) for text in request.POST.getlist("awards") if _number(text)]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0


def _batch_context(request: HttpRequest, number: str) -> dict[str, Any]:
    found = get_object_or_404(batches(), number=number)
    actor = actor_on(request)
    payments = [(each, bank_account(each.account.account)) for each in found.payments.select_related("award", "account")]
    return {
        "batch": found,
        "payments": payments,
        "paid_cny": paid_of(found),
        "may_bounce": [each for each, _ in payments if each.state == PAID],
        "returns": found.returns.all(),
        "names": names_of({found.ordered_by, found.confirmed_by}),
        "finance": actor.may("funds.confirm") and actor.organisation == FINANCE,
        "bureau": _is_bureau(actor),
        "publication": getattr(found, "publication", None),
        "today": clock.today(),
    }


def _is_bureau(actor: Actor) -> bool:
    return actor.may("funds.order") and actor.organisation == BUREAU
