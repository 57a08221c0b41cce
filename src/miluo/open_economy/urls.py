"""The staff pages of the open-economy policy, under /desk/open-economy/."""

from django.urls import path

from miluo.open_economy.views import (
    attributions,
    enterprises,
    fairs,
    fund,
    group,
    imports,
    objections,
    payouts,
    proposals,
    sanctions,
)

app_name = "open_economy"
urlpatterns = [
    path("attributions/", attributions.attributions, name="attributions"),
    path("enterprises/", enterprises.enterprises, name="enterprises"),
    path("enterprises/<str:uscc>/", enterprises.enterprise, name="enterprise"),
    path("fairs/", fairs.fairs, name="fairs"),
    path("fairs/template.xlsx", fairs.template, name="fair_template"),
    path("imports/", imports.imports, name="imports"),
    path("imports/template/<slug:kind>.xlsx", imports.template, name="import_template"),
    path("imports/<str:number>/", imports.one, name="import"),
    path("imports/<str:number>/file/<slug:which>/", imports.file, name="import_file"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/run/", proposals.run, name="propose"),
    path("proposals/<str:number>/", proposals.proposal, name="proposal"),
    path("fund/", fund.fund, name="fund"),
    path("fund.xlsx", fund.fund_workbook, name="fund_workbook"),
    path("fund/<int:year>/", fund.accounts, name="fund_accounts"),
    path("fund/<int:year>/<slug:name>/", fund.account, name="fund_account"),
    path("payouts/", payouts.payouts, name="payouts"),
    path("payouts/<str:number>/", payouts.batch, name="batch"),
    path("payouts/<str:number>/file/", payouts.payout_file, name="payout_file"),
    path("payouts/<str:number>/returns/<int:place>/<slug:which>/", payouts.bank_file, name="bank_file"),
    path("objections/", objections.objections, name="objections"),
    path("objections/<str:number>/", objections.objection, name="objection"),
    path("objections/<str:number>/reveal/", objections.reveal, name="objection_reveal"),
    path("sanctions/", sanctions.sanctions, name="sanctions"),
    path("sanctions/<str:number>/", sanctions.sanction, name="sanction"),
    path("sanctions/<str:number>/paper/", sanctions.paper, name="sanction_paper"),
    path("group/", group.group, name="group"),
]
