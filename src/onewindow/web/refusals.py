"""What a page says when something was refused: the one place that turns a Refused into words, links and a status."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from onewindow.law import registry
from onewindow.words.refused import Problem, Refused


@dataclass(frozen=True, slots=True)
class Line:
    """One problem as a page shows it; ``basis`` is the citation, ``basis_url`` its page if it is a clause that we keep."""

    message: str
    field: str
    expected: str
    basis: str
    basis_url: str

    @property
    def anchor(self) -> str:
        return f"field-{self.field}" if self.field else ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal on a page: every line, and those of one field."""

    lines: tuple[Line, ...]
    code: str
    status: int

    def of(self, field: str) -> list[Line]:
        return [line for line in self.lines if line.field == field]


def explain(refused: Refused) -> Refusal:
    """The words of a refusal."""
    return Refusal(tuple(_line(problem) for problem in refused.problems), refused.first.code, refused.status)


def page(request: HttpRequest, template: str, context: dict[str, object], refused: Refused) -> HttpResponse:
    """The same page again, with what was typed in ``context`` and the refusal at its head, under the refusal's status."""
    return render(request, template, {**context, "refusal": explain(refused)}, status=refused.status)


def refused_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """A page of its own, for a refusal that no form can show."""
    staff = request.path.startswith("/desk/")
    frame = "web/desk.html" if staff else "web/page.html"
    return render(request, "web/refused.html", {"refusal": explain(refused), "frame": frame}, status=refused.status)


def basis_of(source: str) -> tuple[str, str]:
    """A source id as people read it, and the page where it stands (empty if it is not a clause of ours)."""
    try:
        record = registry.clause(source)
    except Refused:
        return source, ""
    return record.cite, reverse("portal:clause", args=[source.split("-", 1)[0], source])


def _line(problem: Problem) -> Line:
    basis, basis_url = basis_of(problem.clause) if problem.clause else ("", "")
    return Line(problem.message, problem.field or "", problem.expected or "", basis, basis_url)
