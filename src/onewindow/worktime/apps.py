from django.apps import AppConfig


class WorktimeConfig(AppConfig):
    name = "onewindow.worktime"
    label = "worktime"
