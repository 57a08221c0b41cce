"""What a page says when something was refused: the one place that turns a Refused into words, links and a status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.web.posted import words_of
from onewindow.web.sources import Cited, cited
from onewindow.words.refused import Problem, Refused

TOO_LATE = 409


@dataclass(frozen=True, slots=True)
class Line:
    """One problem as a page shows it; ``title`` names its field where the message does not.

    ``basis`` is the citation, ``basis_url`` its page if it stands on this site.
    """

    message: str
    title: str
    field: str
    expected: str
    basis: str
    basis_url: str
    page: str = ""  # where the field stands, if not on this page

    @property
    def href(self) -> str:
        """The link to the field, or to its page; empty for what has neither."""
        return f"{self.page}#{self.anchor}" if self.anchor else self.page

    @property
    def anchor(self) -> str:
        return f"field-{self.field.split('[')[0]}" if self.field else ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal on a page: every line, and those of one field."""

    lines: tuple[Line, ...]
    code: str
    status: int

    def of(self, field: str) -> list[Line]:
        return [line for line in self.lines if line.field == field]


def explain(refused: Refused, titles: Mapping[str, str] | None = None) -> Refusal:
    """The words of a refusal; ``titles`` are what the page calls its fields, said where the message does not say it."""
    return Refusal(tuple(_line(problem, titles or {}) for problem in refused.problems), refused.first.code, refused.status)


def renamed(refused: Refused, names: Mapping[str, str]) -> Refused:
    """The same refusal with fields called as the page calls them."""
    problems = [replace(problem, field=names.get(problem.field or "", problem.field)) for problem in refused.problems]
    return Refused.of(problems, status=refused.status)


def lines_of(
    problems: Iterable[Problem], titles: Mapping[str, str] | None = None, pages: Mapping[str, str] | None = None
) -> tuple[Line, ...]:
    """Problems as lines; ``pages`` says for a field on which page it is mended, where that is another one."""
    return tuple(replace(_line(problem, titles or {}), page=(pages or {}).get(problem.field or "", "")) for problem in problems)


def page(request: HttpRequest, template: str, context: dict[str, Any], refused: Refused) -> HttpResponse:
    """The same page again, with what was typed in ``context`` and the refusal at its head, under the refusal's status."""
    return render(request, template, {"refusal": explain(refused), **_unsent(request, refused), **context}, status=refused.status)


def refused_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """A page of its own, for a refusal that no form can show."""
    staff = request.path.startswith("/desk/")
    frame = "web/desk.html" if staff else "web/page.html"
    context = {"refusal": explain(refused), "frame": frame, **_unsent(request, refused)}
    return render(request, "web/refused.html", context, status=refused.status)


def _unsent(request: HttpRequest, refused: Refused) -> dict[str, list[str]]:
    """The words typed for an act that came too late: its form may no longer be on the page, the words are not lost."""
    return {"unsent": words_of(request)} if refused.status == TOO_LATE else {}


def _line(problem: Problem, titles: Mapping[str, str]) -> Line:
    basis = cited(problem.clause) if problem.clause else Cited("")
    title = titles.get((problem.field or "").split("[")[0], "")
    told = title if title and title not in problem.message else ""
    return Line(problem.message, told, problem.field or "", problem.expected or "", basis.words, basis.url)
