from django.apps import AppConfig


class ETeamConfig(AppConfig):
    name = "eteam"
    verbose_name = "E-Team"

    def ready(self) -> None:
        """Tell the calendar what an edit of it would move. The models are loaded only now: hence the late import."""
        from eteam.consequences import foretell, promised
        from org.calendar_consequences import register

        register(foretell, promised)
