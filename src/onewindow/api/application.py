"""The REST interface under /api/v1: documented JSON, problem documents, idempotent writes."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils.module_loading import module_has_submodule
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

from onewindow.api import bundles, case_verbs, cases, drafts, law, messages, moves, papers, problems, rules, runs, worktime


class ChineseRenderer(JSONRenderer):
    """JSON in UTF-8: Chinese as itself, a third of the size of its escapes."""

    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}  # django-ninja declares it so


class DescribedAPI(NinjaAPI):
    """The API whose description says what every error looks like, too."""

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        return problems.describe(super().get_openapi_schema(**where))


api = DescribedAPI(
    title="一窗开放接口",
    version="1.0",
    description="条款、规则集、时限、办件与文书核验。改变状态的请求都要带 Idempotency-Key；错误按 RFC 9457 返回，含 code、clause、field。",
    urls_namespace="api",
    renderer=ChineseRenderer(),
    parser=problems.StrictParser(),
)
problems.install(api)
api.add_router("/cases", case_verbs.router)  # before the cases: its fixed addresses are not numbers of cases
for module in (law, rules, worktime, drafts, bundles, cases, moves, runs, papers, messages):
    api.add_router(f"/{module.__name__.rpartition('.')[2]}", module.router)
for _name in settings.REGULATIONS:  # what only one regulation has, under the name of its folder
    _package = import_module(f"{settings.COUNTY}.{_name}")
    if module_has_submodule(_package, "api"):
        api.add_router(f"/{_name.replace('_', '-')}", import_module(f"{_package.__name__}.api").router)
