from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "onewindow.rules"
    label = "rules"
