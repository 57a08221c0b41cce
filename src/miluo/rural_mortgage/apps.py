from django.apps import AppConfig


class RuralMortgageConfig(AppConfig):
    name = "miluo.rural_mortgage"
    label = "rural_mortgage"
