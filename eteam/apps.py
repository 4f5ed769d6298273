from django.apps import AppConfig


class ETeamConfig(AppConfig):
    name = "eteam"
    verbose_name = "E-Team"
