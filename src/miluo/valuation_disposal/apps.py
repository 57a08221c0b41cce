from django.apps import AppConfig


class ValuationDisposalConfig(AppConfig):
    name = "miluo.valuation_disposal"
    label = "valuation_disposal"
