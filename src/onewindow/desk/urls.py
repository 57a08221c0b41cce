"""The staff pages: the queues, a case, and the acts that may be done to it."""

from django.urls import path

from onewindow.desk.views import acts, backtest, cases, correction, lint, review, runs, system, trail, workbench

app_name = "desk"
urlpatterns = [
    path("", workbench.front, name="front"),
    path("lint/", lint.lint, name="lint"),
    path("backtest/", backtest.policies, name="backtests"),
    path("backtest/<slug:book>/", backtest.draft, name="backtest"),
    path("backtest/<slug:book>/template.xlsx", backtest.template, name="backtest_template"),
    path("backtest/<slug:book>/runs/<int:number>/", backtest.found, name="backtest_found"),
    path("backtest/<slug:book>/runs/<int:number>/result.xlsx", backtest.workbook_of, name="backtest_workbook"),
    path("backtest/<slug:book>/marked/<str:token>/", backtest.marked_file, name="backtest_marked"),
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
