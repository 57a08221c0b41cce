"""Every address of the site: public pages at the root, staff pages at /desk, the API at /api/v1, and what a regulation adds."""

from importlib import import_module

from django.conf import settings
from django.urls import URLResolver, include, path
from django.utils.module_loading import module_has_submodule


def _of_regulations() -> list[URLResolver]:
    """The pages that only one regulation has, at ``desk/<its folder>/``."""
    packages = [import_module(f"{settings.COUNTY}.{name}") for name in settings.REGULATIONS]
    with_pages = [package.__name__ for package in packages if module_has_submodule(package, "urls")]
    return [path(f"desk/{name.rsplit('.', 1)[1].replace('_', '-')}/", include(f"{name}.urls")) for name in with_pages]


urlpatterns = [
    path("", include("onewindow.portal.urls")),
    path("accounts/", include("onewindow.accounts.urls")),
    *_of_regulations(),
    path("desk/", include("onewindow.desk.urls")),
    path("api/v1/", include("onewindow.api.urls")),
]
