"""The staff pages: the queues, a case, and the acts that may be done to it."""

from django.urls import path

from onewindow.desk.views import acts, backtest, cases, correction, lint, review, runs, system, trail, workbench
from onewindow.desk.views.items import acts as item_acts
from onewindow.desk.views.items import editing, lists, upstream

app_name = "desk"
urlpatterns = [
    path("", workbench.front, name="front"),
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
    path("items/", lists.items, name="items"),
    path("items/new/", editing.new, name="item_new"),
    path("items/catalogue.xlsx", upstream.exported, name="items_xlsx"),
    path("items/imports/", upstream.imports, name="item_imports"),
    path("items/imports/template.xlsx", upstream.template, name="item_template"),
    path("items/imports/<int:number>/", upstream.imported, name="item_import"),
    path("items/imports/<int:number>/marked.xlsx", upstream.marked, name="item_import_marked"),
    path("items/differences/", upstream.differences, name="item_differences"),
    path("items/differences.xlsx", upstream.differences_xlsx, name="item_differences_xlsx"),
    path("items/<slug:key>/", lists.history_page, name="item"),
    path("items/<slug:key>/next/", editing.next_version, name="item_next"),
    path("items/<slug:key>/<int:number>/", lists.version_page, name="item_version"),
    path("items/<slug:key>/<int:number>/edit/", editing.edit, name="item_edit"),
    path("items/<slug:key>/<int:number>/do/<slug:name>/", item_acts.act, name="item_act"),
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
