"""What a step in the life of an edition does to its files."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from guide.builds import build
from guide.builds.withdrawal import put_back, take_away
from guide.editions import EditionFile, EditionStep

What = EditionStep.What
NOT_MADE = {"state": EditionFile.State.WAITING, "made_at": None, "begun_at": None, "problem": "", "tries": 0}


def follow(step: EditionStep) -> None:
    """For settings.ON_EDITION_STEP: has files built, built again, or taken away once the transaction is committed."""
    edition = step.edition
    match step.what:
        case What.PUBLISHED:
            build.request_builds(edition)
        case What.CORRECTED:
            newest = edition.errata.latest("pk")
            languages = [newest.language] if newest.language else edition.languages
            build.request_builds(edition, languages=languages, forms=[EditionFile.Form.WEB], priority=build.SOON)
        case What.LANGUAGE:
            build.request_builds(edition, languages=[step.part], priority=build.SOON)
            others = [language for language in edition.languages if language != step.part]
            build.request_builds(edition, languages=others, forms=[EditionFile.Form.WEB])  # they lead to the new one
        case What.WITHDRAWN:
            edition.files.update(**NOT_MADE)
            transaction.on_commit(lambda: take_away(edition.pk))
        case What.REINSTATED:
            edition.files.update(begun_at=timezone.now())  # whatever waited was taken away: all is asked for
            build.request_builds(edition)
            transaction.on_commit(lambda: put_back(edition))
