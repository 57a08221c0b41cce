"""The REST interface under /api/v1: documented JSON, problem documents, idempotent writes."""

from __future__ import annotations

from ninja import NinjaAPI

from onewindow.api import cases, law, papers, problems, rules, worktime

api = NinjaAPI(
    title="一窗开放接口",
    version="1.0",
    description="条款、规则集、时限、办件与文书核验。改变状态的请求都要带 Idempotency-Key；错误按 RFC 9457 返回，含 code、clause、field。",
    urls_namespace="api",
)
problems.install(api)
for name, module in {"law": law, "rules": rules, "worktime": worktime, "cases": cases, "papers": papers}.items():
    api.add_router(f"/{name}", module.router)
