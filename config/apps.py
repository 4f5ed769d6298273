from django.apps import AppConfig


class Config(AppConfig):
    name = "config"
    verbose_name = "Installation"

    def ready(self) -> None:
        from bets.beside import register
        from eteam.blockers.beside import Blockers

        register(Blockers())
        from config import checks  # noqa: F401  registers itself; models must be loaded first
