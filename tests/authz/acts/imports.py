"""Files that bring in drafts: sent, matched, asked to be applied. What a worker then does: `base.import_drafts`."""

from bets.actions import imports
from bets.importing import Mapping
from bets.models import Import
from org.models import Membership
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.factories import NOW, ImportFactory

_FILE = b"id,title,owner\n1,Faster search,vera.north@example.com\n"
_COLUMNS = [{"label": label, "samples": []} for label in ("id", "title", "owner")]
_MAPPING = Mapping("other", {"external_id": "id", "title": "title", "owner": "owner"})


@attempt("import.drafts", state="pitching")
def send_a_file(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: imports.upload(cycle=cast.cycle, data=_FILE, name="bets.csv", by=by, now=NOW)


@attempt("import.drafts", state="pitching")
def match_its_columns(cast: Cast, by: Membership, owner: Membership) -> Act:
    imported = ImportFactory(cycle=cast.cycle, member=cast.stina, state=Import.State.READ, columns=_COLUMNS)
    return lambda: imports.match(imported=imported, mapping=_MAPPING, by=by, now=NOW)


@attempt("import.drafts", state="pitching")
def ask_for_it(cast: Cast, by: Membership, owner: Membership) -> Act:
    imported = ImportFactory(
        cycle=cast.cycle, member=cast.stina, state=Import.State.CHECKED, columns=_COLUMNS, mapping=_MAPPING.kept(),
        preview={"problems": [], "count": 0},
    )  # fmt: skip
    return lambda: imports.ask(imported=imported, by=by, now=NOW)
