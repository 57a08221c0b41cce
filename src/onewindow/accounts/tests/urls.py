"""The whole site, with a page of each kind that the tests knock at."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from ninja import NinjaAPI
from ninja.errors import HttpError

from onewindow.accounts.access import actor_on, api_permission, permission, public, signed_in
from onewindow.accounts.roles import PERMISSIONS
from onewindow.words.refused import Refused

api = NinjaAPI(urls_namespace="knocked_at", docs_decorator=public)


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse(actor_on(request).id)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return api.create_response(request, error.as_error(), status=error.status)


@api.get("open", auth=None)
@public
def an_open_operation(request: HttpRequest) -> str:
    return "open"


@api.get("guarded", auth=api_permission("cases.accept"))
def a_guarded_operation(request: HttpRequest) -> str:
    return actor_on(request).id


@api.post("guarded", auth=api_permission())
def a_changing_operation(request: HttpRequest) -> str:
    return "changed"


@api.get("forgotten")
def a_forgotten_operation(request: HttpRequest) -> str:
    raise HttpError(500, "nobody gets here")


urlpatterns = [
    *(path(f"knock/{name}/", permission(name)(answer)) for name in PERMISSIONS),
    path("knock/either/", permission("cases.accept", "cases.review")(answer)),
    path("knock/anyone/", public(lambda request: HttpResponse("open"))),
    path("knock/signed-in/", signed_in(answer)),
    path("knock/forgotten/", answer),
    path("knock/api/", api.urls),
    path("", include("onewindow.config.urls")),
]
