"""The staff pages: the queues, a case, and the acts that may be done to it."""

from django.urls import path

from onewindow.desk.views import acts, backtest, cases, correction, lint, review, runs, system, trail, workbench
from onewindow.desk.views.hall import numbers, panel, records, today

app_name = "desk"
urlpatterns = [
    path("", workbench.front, name="front"),
    path("hall/", panel.panel, name="hall"),
    path("hall/act/", panel.act, name="hall_act"),
    path("hall/numbers/", numbers.numbers, name="hall_numbers"),
    path("hall/numbers/arrive/", numbers.arrive, name="hall_arrive"),
    path("hall/guidance/", records.guidance, name="hall_guidance"),
    path("hall/enquiries/", records.enquiries, name="hall_enquiries"),
    path("hall/reports/", records.reports, name="hall_reports"),
    path("hall/today/", today.today, name="hall_today"),
    path("hall/windows/", today.windows, name="hall_windows"),
    path("lint/", lint.lint, name="lint"),
    path("backtest/", backtest.policies, name="backtests"),
    path("backtest/<slug:book>/", backtest.draft, name="backtest"),
    path("backtest/<slug:book>/template.xlsx", backtest.template, name="backtest_template"),
    path("runs/", runs.all_runs, name="runs"),
    path("runs/<int:number>/", runs.run, name="run"),
    path("runs/<int:number>/stop/", runs.stop, name="run_stop"),
    path("runs/<int:number>/again/", runs.again, name="run_again"),
    path("supervision/", workbench.supervision, name="supervision"),
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
