"""企业名录: search it, and see what is known of one enterprise, where from, and what it was awarded."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from miluo.open_economy.data_kinds import FLAGS
from miluo.open_economy.models import Enterprise
from miluo.open_economy.selectors.directory import page_of, searched
from onewindow.accounts.access import permission
from onewindow.words.refused import Refused
from onewindow.worktime import clock

A_PAGE = 50


@permission("enterprises.read")
def enterprises(request: HttpRequest) -> HttpResponse:
    """Every enterprise by code, name or kind, with its trade of this year and of the last."""
    query, flag = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    year = clock.today().year
    page = Paginator(searched(query, flag, year), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "query": query, "kind": flag, "flags": FLAGS.items(), "year": year, "before": year - 1}
    return render(request, "open_economy/enterprises.html", context)


@permission("enterprises.read")
def enterprise(request: HttpRequest, uscc: str) -> HttpResponse:
    """One enterprise. Raises Refused (404)."""
    found = Enterprise.objects.filter(uscc=uscc).first()
    if found is None:
        raise Refused(f"企业名录中没有{uscc}", code="unknown_enterprise", field="uscc", status=404)
    return render(request, "open_economy/enterprise.html", page_of(found))
