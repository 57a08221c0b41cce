"""Under the address of the API nothing answers with a page: an error from wherever is a problem document."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from onewindow.api import problems


class ProblemDocuments:
    """Turns an error that no call of the API wrote itself (unknown address, other method, foreign host) into a problem document."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.prefix = reverse("api:api-root")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code < 400 or not request.path_info.startswith(self.prefix):
            return response
        if response.headers.get("Content-Type") == problems.MEDIA_TYPE:
            return response
        allowed = response.headers.get("Allow")
        answer = problems.problem_response(problems.of_status(response.status_code, allowed))
        if allowed:
            answer["Allow"] = allowed
        return answer
