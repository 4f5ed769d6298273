"""What the demo's own tracker tells of the half-year under its plan, as any program may by REST."""

from datetime import datetime, timedelta

from bets.actions.external import Told, tell
from bets.models import Bet
from config.demo.company import Company, read


def track(company: Company, now: datetime) -> None:
    told = read("outside.toml")
    titles = {pitch["key"]: pitch["title"] for pitch in read("past.toml")["pitch"]}
    here = Bet.objects.select_related("cycle__board").filter(board=company.board, cycle__name="2026H2")
    bets = {bet.title: bet for bet in here}
    for epic in told["epic"]:
        found = Told(
            source=told["source"], external_id=epic["id"], url=told["address"] + epic["id"], status=epic["status"],
            progress=epic["progress"],
            moved_at={team: now - timedelta(days=days) for team, days in epic["moved"].items()},
        )  # fmt: skip
        tell(bet=bets[titles[epic["bet"]]], told=found, by=company.steward, now=now)
