from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    name = "journal"

    def ready(self) -> None:
        """Every app may have a module `reactions` that registers its answers to events of those below it, and a module
        `telling` that says what of its own events other programs may learn.
        """
        autodiscover_modules("reactions", "telling")
