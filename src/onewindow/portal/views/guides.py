"""What can be applied for: the services with their guides, and the policies that grant something."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onewindow.accounts.access import public
from onewindow.cases.procedure import procedure as procedure_named
from onewindow.portal import catalogue
from onewindow.portal.guide import guide_of, published_by
from onewindow.portal.policy import policy_page
from onewindow.worktime import clock


@public
def services(request: HttpRequest) -> HttpResponse:
    """Every service, with the document that it rests on."""
    today = clock.today()
    return render(request, "portal/services.html", {"guides": [guide_of(each, today) for each in catalogue.services()]})


@public
def procedure(request: HttpRequest, key: str) -> HttpResponse:
    """The guide of one service. Raises Refused (404) for an unknown one."""
    return render(request, "portal/procedure.html", {"guide": guide_of(procedure_named(key), clock.today())})


@public
def policies(request: HttpRequest) -> HttpResponse:
    """Every policy under which something is granted."""
    return render(request, "portal/policies.html", {"policies": catalogue.policies(clock.today())})


@public
def policy(request: HttpRequest, key: str) -> HttpResponse:
    """One policy: what it grants, its tables, and how its unclear places are read."""
    if named := catalogue.policy_called(key):
        return redirect("portal:policy", key=named, permanent=True)
    page = policy_page(key, clock.today())
    published = [service for service in page.services if published_by(service)]
    return render(request, "portal/policy.html", {"page": page, "published": published})
