from django.apps import AppConfig


class RiskFundConfig(AppConfig):
    name = "miluo.risk_fund"
    label = "risk_fund"
