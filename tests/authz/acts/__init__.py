"""The real actions, made ready for somebody to try. Each module registers its own; here they are all brought in."""

from tests.authz.acts import base as base
from tests.authz.acts import comments as comments
from tests.authz.acts import cycle as cycle
from tests.authz.acts import demands as demands
from tests.authz.acts import eteam_blockers as eteam_blockers
from tests.authz.acts import eteam_clock as eteam_clock
from tests.authz.acts import eteam_feed as eteam_feed
from tests.authz.acts import eteam_outcomes as eteam_outcomes
from tests.authz.acts import eteam_recount as eteam_recount
from tests.authz.acts import eteam_session as eteam_session
from tests.authz.acts import eteam_timetable as eteam_timetable
from tests.authz.acts import imports as imports
from tests.authz.acts import log as log
from tests.authz.acts import org as org
from tests.authz.acts import pitch as pitch
from tests.authz.acts import plan as plan
from tests.authz.acts import prototypes as prototypes
from tests.authz.acts import question as question
from tests.authz.acts import roadmap as roadmap
from tests.authz.acts import round as round
from tests.authz.acts import session as session
from tests.authz.acts import tokens as tokens
from tests.authz.acts import webhooks as webhooks
from tests.authz.acts.base import complete_draft
from tests.authz.attempts import ATTEMPTS, Attempt

__all__ = ["ATTEMPTS", "Attempt", "complete_draft"]
