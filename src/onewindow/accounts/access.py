"""Permission at the door: every view says what it demands, and what says nothing is not reachable (DenyByDefault).

    @permission("cases.accept")        one of these permissions
    @signed_in                         any account
    @public                            anyone

``required_permission`` on the view is the tuple of permission names, or SIGNED_IN or PUBLIC.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import resolve, reverse
from ninja.operation import PathView
from ninja.security import APIKeyCookie

from onewindow.accounts import unsent
from onewindow.accounts.actors import ANONYMOUS
from onewindow.accounts.roles import PERMISSIONS, roles_with
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused

Demand = tuple[str, ...]
View = Callable[..., HttpResponseBase]
AnyView = TypeVar("AnyView", bound=Callable[..., Any])

PUBLIC: Demand = ("public",)
SIGNED_IN: Demand = ("signed-in",)


def permission(*names: str) -> Callable[[View], View]:
    """Only for who holds one of these permissions: others get the login page or a page that says what is lacking.

    Raises ValueError, when the module is read, for a permission that no role has.
    """
    _check_names(names)
    return lambda view: _guarded(view, names)


def signed_in(view: View) -> View:
    """For any account: its own password, its own sessions."""
    return _guarded(view, SIGNED_IN)


def public(view: AnyView) -> AnyView:
    """For anyone. Marks the view itself, so it also serves a ``functools.partial`` and django-ninja operations."""
    view.required_permission = PUBLIC  # type: ignore[attr-defined]
    return view


class ApiPermission(APIKeyCookie):
    """What ``api_permission`` returns: the session cookie with its CSRF check, then the permission."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self, demanded: Demand) -> None:
        super().__init__(csrf=True)
        self.required_permission = demanded

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor:
        """The actor, which django-ninja keeps as ``request.auth``. Raises Refused (401, 403)."""
        if not request.user.is_authenticated:
            raise Refused("请先登录", code="not_signed_in", status=401)
        if lacks(request, self.required_permission):
            raise Refused(lacking_sentence(self.required_permission), code="permission_denied", status=403)
        return actor_on(request)


def api_permission(*names: str) -> ApiPermission:
    """``auth=api_permission("cases.apply")`` on a django-ninja operation, router or API; without names any account."""
    _check_names(names)
    return ApiPermission(names or SIGNED_IN)


def demanded_by(view: Callable[..., Any], method: str = "GET") -> Demand | None:
    """What a resolved view demands for a method; None when it declares nothing, and then nobody gets in."""
    declared: Demand | None = getattr(view, "required_permission", None)
    if declared is not None:
        return declared
    for path_view in _ninja_path_views(view):
        for operation in path_view.operations:
            if method in operation.methods:
                demands = [getattr(each, "required_permission", None) for each in (*operation.auth_callbacks, operation.view_func)]
                return next((demand for demand in demands if demand is not None), None)
        return PUBLIC  # no such method: django-ninja answers 405 without running anything
    return None


def actor_on(request: HttpRequest) -> Actor:
    """The actor of a request, for views that do not annotate it as an ActingRequest."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def opens(name: str, actor: Actor) -> bool:
    """Whether an actor gets into the page of that url name (without arguments): for menus, and where to land after login."""
    return opens_at(reverse(name), actor)


def opens_at(address: str, actor: Actor) -> bool:
    """The same of a page by its address."""
    demanded = demanded_by(resolve(address).func)
    return demanded == PUBLIC or (demanded == SIGNED_IN and actor != ANONYMOUS) or _may(actor, demanded or ())


def lacks(request: HttpRequest, demanded: Demand) -> bool:
    """Whether the actor of the request may not do what is demanded."""
    if demanded == PUBLIC:
        return False
    if demanded == SIGNED_IN:
        return not request.user.is_authenticated
    return not _may(actor_on(request), demanded)


def lacking_sentence(demanded: Demand) -> str:
    """What is lacking, in Chinese: the permission and the roles that bring it."""
    titles = "或".join(f"“{PERMISSIONS[name]}”" for name in demanded)
    roles = dict.fromkeys(role.title for name in demanded for role in roles_with(name))
    return f"需要{titles}权限，由{'、'.join(roles)}行使"


def _may(actor: Actor, demanded: Demand) -> bool:
    return any(actor.may(name) for name in demanded)


def _guarded(view: View, demanded: Demand) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not lacks(request, demanded):
            return view(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return to_login(request)
        return render(request, "accounts/forbidden.html", {"sentence": lacking_sentence(demanded)}, status=403)

    guarded.required_permission = demanded  # type: ignore[attr-defined]
    return guarded


def to_login(request: HttpRequest) -> HttpResponse:
    """The login page, which afterwards leads back; htmx is told to load it as a page, not into a fragment.

    What was posted is kept for the page that it was typed on.
    """
    fragment = "HX-Request" in request.headers
    page = request.get_full_path()
    if fragment or request.method not in {"GET", "HEAD"}:
        page = _page_of(request.headers.get("HX-Current-URL" if fragment else "Referer", ""))
    if request.method == "POST":
        unsent.keep(request, page)
    if fragment:
        response = HttpResponse(status=401)
        response["HX-Redirect"] = redirect_to_login(page).url
        return response
    return redirect_to_login(page)


def _page_of(address: str) -> str:
    """The path and query of a page of this site; its host is dropped, so that it leads nowhere else."""
    parts = urlsplit(address)
    path = "/" + parts.path.lstrip("/")
    return f"{path}?{parts.query}" if parts.query else path


def _check_names(names: Demand) -> None:
    unknown = [name for name in names if name not in PERMISSIONS]
    if unknown:
        raise ValueError(f"no role has the permission {unknown}; see onewindow/accounts/roles.py")


def _ninja_path_views(view: Callable[..., Any]) -> list[PathView]:
    """The PathView behind a django-ninja url: its view is a plain closure over it, and carries no mark of its own."""
    cells = getattr(view, "__closure__", None) or ()
    return [cell.cell_contents for cell in cells if isinstance(cell.cell_contents, PathView)]
