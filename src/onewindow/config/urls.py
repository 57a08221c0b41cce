"""Every address of the site: public pages at the root, staff pages at /desk, the API at /api/v1, and what a regulation adds."""

from importlib import import_module

from django.conf import settings
from django.urls import URLResolver, include, path
from django.utils.module_loading import module_has_submodule


def _of_regulations(module: str, before: str = "") -> list[URLResolver]:
    """The pages that only one regulation has: staff pages of its ``urls`` at ``desk/<its folder>/``, those of its
    ``public_urls``, for citizens and enterprises, at ``<its folder>/``.
    """
    packages = [import_module(f"{settings.COUNTY}.{name}") for name in settings.REGULATIONS]
    with_pages = [package.__name__ for package in packages if module_has_submodule(package, module)]
    return [path(f"{before}{name.rsplit('.', 1)[1].replace('_', '-')}/", include(f"{name}.{module}")) for name in with_pages]


urlpatterns = [
    path("", include("onewindow.portal.urls")),
    path("accounts/", include("onewindow.accounts.urls")),
    *_of_regulations("public_urls"),
    *_of_regulations("urls", "desk/"),
    path("desk/", include("onewindow.desk.urls")),
    path("api/v1/", include("onewindow.api.urls")),
]
