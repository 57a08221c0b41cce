from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "onewindow.cli"
    label = "cli"
