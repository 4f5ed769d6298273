"""What the owner says for the bet. Kept apart from it: the board shows forty bets and no pitch."""

from typing import Any

from django.db import models

from bets.models.bet import Bet


class Pitch(models.Model):
    """Markdown, except for the short fields. Every field is required before submitting."""

    bet = models.OneToOneField(Bet, models.CASCADE, primary_key=True, related_name="pitch")
    problem = models.TextField("problem", blank=True, help_text="data and insight")
    belief = models.TextField(
        "belief", blank=True, help_text="why this, and not something else that fits the same facts"
    )
    disproof = models.TextField("what would disprove it", blank=True)
    proposal = models.TextField("the bet itself", blank=True)
    alignment = models.TextField("strategic alignment", blank=True)
    value = models.TextField("value", blank=True)
    confidence = models.PositiveSmallIntegerField(
        "confidence of success", null=True, blank=True, help_text="percent; never sorts"
    )
    metric = models.CharField("success metric", max_length=300, blank=True)
    baseline = models.CharField("baseline", max_length=100, blank=True)
    target = models.CharField("target", max_length=100, blank=True)
    risks = models.TextField("risks", blank=True)
    kill_metric = models.TextField("kill criterion: metric", blank=True)
    kill_threshold = models.CharField("kill criterion: threshold", max_length=300, blank=True)
    kill_decider = models.CharField("kill criterion: who decides", max_length=200, blank=True)
    gives_up = models.TextField("what we give up", blank=True)
    margin_effect = models.CharField("effect on margin", max_length=300, blank=True)
    debt_effect = models.CharField("effect on tech debt", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confidence=None) | models.Q(confidence__lte=100), name="confidence_in_percent"
            )
        ]

    @classmethod
    def of(cls, bet: Bet) -> "Pitch":
        """The bet's pitch; an empty one, not saved, for a bet that came without."""
        return bet.pitch if hasattr(bet, "pitch") else cls(bet=bet)

    @classmethod
    def parts(cls) -> list["models.Field[object, object]"]:
        return [field for field in cls._meta.concrete_fields if not field.primary_key]

    def content(self) -> dict[str, Any]:
        """All that bet and pitch say, part by part, as plain JSON: what a version keeps."""
        said = {name: getattr(self.bet, name) for name in Bet.PARTS}
        return said | {field.attname: getattr(self, field.attname) for field in self.parts()}
