"""文本检查: the defects found in the official texts, document by document, for who keeps or registers them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.accounts.access import permission
from onewindow.law import registry
from onewindow.law.gazette.issues import address_of
from onewindow.law.gazette.selectors import current_versions
from onewindow.law.lint.check import all_rules
from onewindow.law.lint.finding import SEVERITIES, Finding
from onewindow.law.lint.loading import check_imported
from onewindow.law.models import GazetteIssue
from onewindow.worktime import clock


@dataclass(frozen=True, slots=True)
class Checked:
    """A document with its findings; ``key`` is that of the regulation that it is run as, if it is one."""

    number: str
    title: str
    key: str
    findings: tuple[Finding, ...]


@permission("law.maintain", "documents.register")
def lint(request: HttpRequest) -> HttpResponse:
    """Every finding, or those of one rule or severity."""
    found = _findings(clock.today())
    rule, severity = request.GET.get("rule", ""), request.GET.get("severity", "")
    chosen = [each for each in found if (not rule or each.rule == rule) and (not severity or each.severity == severity)]
    counts = Counter(each.rule for each in found)
    context = {
        "documents": _grouped(chosen),
        "shown": len(chosen),
        "all": len(found),
        "imported": current_versions().exists(),
        "unplaced": [(address_of(issue), issue) for issue in GazetteIssue.objects.exclude(unplaced=[])],
        "severities": SEVERITIES,
        "counts": [(title, Counter(each.severity for each in found)[key]) for key, title in SEVERITIES.items()],
        "rules": [(each.name, each.title, counts[each.name]) for each in all_rules() if counts[each.name]],
        "rule": rule,
        "severity": severity,
    }
    return render(request, "desk/lint.html", context)


def _findings(on: date) -> tuple[Finding, ...]:
    digests = tuple(current_versions().values_list("digest", flat=True))
    return _checked(digests, len(registry.uses()), on)


@lru_cache(maxsize=4)
def _checked(digests: tuple[str, ...], uses: int, on: date) -> tuple[Finding, ...]:
    """The check takes a second or two: it is made once for a state of the texts, and of what rests on them."""
    return check_imported(on)


def _grouped(findings: list[Finding]) -> list[Checked]:
    titles = dict(current_versions().values_list("document__number", "title"))
    keys = {each.number: each.key for each in registry.regulations()}
    numbers = dict.fromkeys(each.document for each in findings)
    return [
        Checked(number, titles.get(number, number), keys.get(number, ""), tuple(each for each in findings if each.document == number))
        for number in numbers
    ]
