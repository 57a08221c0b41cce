"""The staff pages: the queues, a case, and the acts that may be done to it."""

from django.urls import include, path

from onewindow.desk.views import acts, backtest, cases, correction, lint, review, runs, system, trail, workbench
from onewindow.desk.views.supervision import board, call_backs, findings, orders, reports, samples

app_name = "desk"
supervision = [
    path("", board.supervision, name="supervision"),
    path("steps/", board.steps, name="steps"),
    path("climbed/", board.climbed, name="climbed"),
    path("leader/", board.leader, name="leader"),
    path("findings/", findings.findings, name="findings"),
    path("proposals/", findings.proposals, name="proposals"),
    path("orders/", orders.orders, name="orders"),
    path("orders/new/", orders.new_order, name="new_order"),
    path("orders/<str:number>/", orders.order, name="order"),
    path("orders/<str:number>/paper/", orders.order_paper, name="order_paper"),
    path("samples/", samples.samples, name="samples"),
    path("samples/<int:pk>/", samples.sample, name="sample"),
    path("call-backs/", call_backs.call_backs, name="call_backs"),
    path("call-backs/<str:number>/", call_backs.call_back, name="call_back"),
    path("reports/", reports.reports, name="reports"),
    path("reports.xlsx", reports.reports_xlsx, name="reports_xlsx"),
    path("reports/<str:month>.pdf", reports.month_pdf, name="month_pdf"),
    path("ledger/", reports.ledger, name="ledger"),
    path("ledger.xlsx", reports.ledger_xlsx, name="ledger_xlsx"),
    path("tracking/", reports.tracking, name="tracking"),
]
urlpatterns = [
    path("", workbench.front, name="front"),
    path("lint/", lint.lint, name="lint"),
    path("backtest/", backtest.policies, name="backtests"),
    path("backtest/<slug:book>/", backtest.draft, name="backtest"),
    path("backtest/<slug:book>/template.xlsx", backtest.template, name="backtest_template"),
    path("find/", workbench.find, name="find"),
    path("supervision/", include(supervision)),
    path("runs/", runs.all_runs, name="runs"),
    path("runs/<int:number>/", runs.run, name="run"),
    path("runs/<int:number>/stop/", runs.stop, name="run_stop"),
    path("runs/<int:number>/again/", runs.again, name="run_again"),
    path("trail/", trail.trail, name="trail"),
    path("system/", system.system, name="system"),
    path("cases/<str:number>/", cases.case, name="case"),
    path("cases/<str:number>/files/<str:key>/", cases.file, name="file"),
    path("cases/<str:number>/images/<str:key>/", cases.image, name="image"),
    path("cases/<str:number>/papers/<str:code>/", cases.paper, name="paper"),
    path("cases/<str:number>/take/", acts.take, name="take"),
    path("cases/<str:number>/release/", acts.release, name="release"),
    path("cases/<str:number>/accept/", acts.accept, name="accept"),
    path("cases/<str:number>/refuse/", acts.refuse, name="refuse"),
    path("cases/<str:number>/terminate/", acts.terminate, name="terminate"),
    path("cases/<str:number>/forward/", acts.forward, name="forward"),
    path("cases/<str:number>/return/", acts.return_case, name="return"),
    path("cases/<str:number>/issue/", acts.issue, name="issue"),
    path("cases/<str:number>/correction/", correction.correction, name="correction"),
    path("cases/<str:number>/review/", review.review, name="review"),
    path("cases/<str:number>/evidence/", review.evidence, name="evidence"),
    path("cases/<str:number>/fact/", review.fact, name="fact"),
    path("cases/<str:number>/decide/", review.decide, name="decide"),
]
