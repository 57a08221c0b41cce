"""The security administrator's pages: people, what they may do, for whom they act. Every act goes through ``services``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from onewindow.accounts import masks, selectors, services
from onewindow.accounts.access import permission
from onewindow.accounts.actors import ActingRequest
from onewindow.accounts.administration_forms import AgencyForm, GrantForm, PersonForm, ReasonForm, RowReasonForm, SpokenForm, UnmaskForm
from onewindow.accounts.models import User
from onewindow.accounts.services.checks import MANAGE, subject_of
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime import clock

_A_PAGE = 50


@permission(MANAGE)
@never_cache
def people(request: ActingRequest) -> HttpResponse:
    """Every account, found by name or login name, with the roles that it holds today."""
    words = request.GET.get("q", "").strip()
    found = User.objects.select_related("organisation").prefetch_related("grants").defer(*selectors.PERSONAL).order_by("id")
    if words:
        found = found.filter(Q(username__icontains=words) | Q(display_name__icontains=words) | Q(organisation__name__icontains=words))
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    today = clock.today()
    rows = [(user, selectors.titles_on(user, today)) for user in page.object_list]
    return render(request, "accounts/people.html", {"page": page, "rows": rows, "words": words})


@permission(MANAGE)
@never_cache
def new_person(request: ActingRequest) -> HttpResponse:
    """Open an account; its initial password is shown once, on the page that answers."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        initial = services.initial_password()
        try:
            user = services.create_user(**_filled(form), password=initial, by=request.actor, at=clock.now())
        except Refused as refusal:
            form.take(refusal)
        else:
            return _person_page(request, user, shown={"initial_password": initial})
    return render(request, "accounts/new_person.html", {"form": form}, status=422 if form.errors else 200)


@permission(MANAGE)
@never_cache
def person(request: ActingRequest, key: str) -> HttpResponse:
    """One account with everything that was ever granted to it."""
    return _person_page(request, selectors.user_of(key))


@permission(MANAGE)
@require_POST
@never_cache
def act(request: ActingRequest, key: str, name: str) -> HttpResponse:
    """One act on an account; a refused one comes back filled in, with what is wrong at its field."""
    user = selectors.user_of(key)
    if name not in ACTS:
        raise Refused("没有这项操作", code="unknown_act", status=404)
    form = ACTS[name].form(request.POST)
    if form.is_valid():
        try:
            done = ACTS[name].do(user, form.cleaned_data, request.actor, clock.now())
        except Refused as refusal:
            form.take(refusal)
        else:
            if isinstance(done, dict):  # shown once and kept nowhere
                return _person_page(request, user, shown=done)
            messages.success(request, done)
            return redirect("accounts:person", key)
    return _person_page(request, user, refused=(name, form))


def _grant(user: User, filled: dict[str, Any], by: Actor, at: datetime) -> str:
    grant = services.grant(user=user, **filled, by=by, at=at)
    return f"已授予“{grant.title}”"


def _revoke(user: User, filled: dict[str, Any], by: Actor, at: datetime) -> str:
    grant = services.revoke(grant=_own(user.grants, filled["row"]), reason=filled["reason"], by=by, at=at)
    return f"已撤销“{grant.title}”"


def _authorise(user: User, filled: dict[str, Any], by: Actor, at: datetime) -> str:
    agency = services.authorise(user=user, **filled, by=by, at=at)
    return f"该账户现在可以代表{agency.enterprise_name}"


def _withdraw(user: User, filled: dict[str, Any], by: Actor, at: datetime) -> str:
    agency = services.withdraw(agency=_own(user.agencies, filled["row"]), reason=filled["reason"], by=by, at=at)
    return f"该账户不再代表{agency.enterprise_name}"


def _deactivate(user: User, filled: dict[str, Any], by: Actor, at: datetime) -> str:
    services.deactivate(user=user, reason=filled["reason"], by=by, at=at)
    return "账户已停用，正在进行的登录已全部退出"


def _activate(user: User, filled: dict[str, Any], by: Actor, at: datetime) -> str:
    services.activate(user=user, reason=filled["reason"], by=by, at=at)
    return "账户已启用"


def _unlock(user: User, filled: dict[str, Any], by: Actor, at: datetime) -> str:
    services.unlock(user=user, reason=filled["reason"], by=by, at=at)
    return "登录锁定已解除"


def _reset(user: User, filled: dict[str, Any], by: Actor, at: datetime) -> dict[str, str]:
    initial = services.initial_password()
    services.set_password(user=user, password=initial, by=by, at=at)
    return {"initial_password": initial}


def _unmask(user: User, filled: dict[str, Any], by: Actor, at: datetime) -> dict[str, str]:
    field = filled["field"]
    value = services.unmask(row=user, field=field, subject=subject_of(user), needs=MANAGE, reason=filled["reason"], by=by, at=at)
    return {field: value}


@dataclass(frozen=True, slots=True)
class _Act:
    form: type[SpokenForm]
    do: Callable[[User, dict[str, Any], Actor, datetime], str | dict[str, str]]


ACTS = {
    "grant": _Act(GrantForm, _grant),
    "revoke": _Act(RowReasonForm, _revoke),
    "authorise": _Act(AgencyForm, _authorise),
    "withdraw": _Act(RowReasonForm, _withdraw),
    "deactivate": _Act(ReasonForm, _deactivate),
    "activate": _Act(ReasonForm, _activate),
    "unlock": _Act(ReasonForm, _unlock),
    "reset": _Act(SpokenForm, _reset),
    "unmask": _Act(UnmaskForm, _unmask),
}


def _person_page(
    request: ActingRequest, user: User, *, shown: dict[str, str] | None = None, refused: tuple[str, SpokenForm] | None = None
) -> HttpResponse:
    today = clock.today()
    forms = {name: each.form(initial={"valid_from": today}) for name, each in ACTS.items()} | (dict([refused]) if refused else {})
    context = {
        "account": selectors.user_of(user.key),
        "grants": [(grant, grant.holds_on(today)) for grant in user.grants.select_related("organisation").order_by("-valid_from", "-id")],
        "agencies": [(agency, agency.holds_on(today)) for agency in user.agencies.order_by("-valid_from", "-id")],
        "personal": [(field, title, mask(getattr(user, field)), (shown or {}).get(field, "")) for field, title, mask in _PERSONAL],
        "initial_password": (shown or {}).get("initial_password", ""),
        "own": user.key == request.actor.id,
        "forms": forms,
        "refused": refused[0] if refused else "",
        "problems": list(refused[1].errors.values()) if refused else [],
        "today": today,
    }
    return render(request, "accounts/person.html", context, status=422 if refused else 200)


_PERSONAL = (("phone", "手机号码", masks.phone), ("resident_id", "公民身份号码", masks.resident_id))


def _filled(form: SpokenForm) -> dict[str, Any]:
    return {name: value or None for name, value in form.cleaned_data.items()}


def _own(rows: Any, number: int) -> Any:
    found = rows.filter(pk=number).first()
    if found is None:
        raise Refused("该账户没有这条授权", code="unknown_grant", status=404)
    return found
