"""The staff pages of the compensation fund, under /desk/risk-fund/."""

from django.urls import path

from miluo.risk_fund.views import account, board, claims, gate, loans, rates, recoveries, reports, subjects

app_name = "risk_fund"
urlpatterns = [
    path("", board.board, name="board"),
    path("board.xlsx", board.board_workbook, name="board_workbook"),
    path("gate/", gate.gate, name="gate"),
    path("subjects/", subjects.subjects, name="subjects"),
    path("subjects/template.xlsx", subjects.subjects_template, name="subjects_template"),
    path("loans/", loans.loans, name="loans"),
    path("loans/template.xlsx", loans.loans_template, name="loans_template"),
    path("loans/<str:number>/", loans.loan, name="loan"),
    path("balances/", loans.balances, name="balances"),
    path("balances/template.xlsx", loans.balances_template, name="balances_template"),
    path("rates/", rates.rates, name="rates"),
    path("claims/", claims.claims, name="claims"),
    path("claims/<str:number>/", claims.claim, name="claim"),
    path("claims/<str:number>/application.pdf", claims.application, name="application"),
    path("claims/<str:number>/notice.pdf", claims.notice, name="notice"),
    path("claims/<str:number>/materials/<int:place>/", claims.material, name="material"),
    path("recoveries/", recoveries.recoveries, name="recoveries"),
    path("account/", account.account, name="account"),
    path("account/<slug:name>/", account.statement, name="statement"),
    path("papers/<str:code>.pdf", reports.printed_register, name="paper"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<int:number>/", reports.report, name="report"),
    path("reports/<int:number>.xlsx", reports.report_sheet, name="report_sheet"),
]
