from django.apps import AppConfig


class Config(AppConfig):
    name = "config"
    verbose_name = "Installation"

    def ready(self) -> None:
        from config import checks  # noqa: F401  registers itself; models must be loaded first
