"""What a step in the life of an edition does to its files."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone

from guide.builds import build
from guide.builds.withdrawal import put_back, take_away
from guide.editions import Edition, EditionFile, EditionStep
from guide.publication.forms import FORMS

What = EditionStep.What
NOT_MADE = {"state": EditionFile.State.WAITING, "made_at": None, "begun_at": None, "problem": "", "tries": 0}


def follow(step: EditionStep) -> None:
    """For settings.ON_EDITION_STEP: has files built, built again, or taken away once the transaction is committed."""
    edition = step.edition
    match step.what:
        case What.PUBLISHED:
            build.request_builds(edition)
            transaction.on_commit(partial(make_pages, edition.pk))
        case What.CORRECTED:
            newest = edition.errata.latest("pk")
            languages = [newest.language] if newest.language else edition.languages
            build.request_builds(edition, languages=languages, forms=[EditionFile.Form.WEB], priority=build.SOON)
        case What.LANGUAGE:
            _build_added(edition, step.part)
        case What.WITHDRAWN:
            edition.files.update(**NOT_MADE)
            transaction.on_commit(lambda: take_away(edition.pk))
        case What.REINSTATED:
            edition.files.update(begun_at=timezone.now())  # whatever waited was taken away: all is asked for
            build.request_builds(edition)
            transaction.on_commit(lambda: put_back(edition))


def make_pages(edition: int) -> None:
    """Makes the web pages of an edition that has just come out, before anybody is told that it is: its addresses answer at
    once. What a worker has begun meanwhile is left to it.
    """
    pages = EditionFile.objects.filter(build.NOT_BEGUN, edition=edition, form=EditionFile.Form.WEB)
    for file in pages.select_related("edition"):
        build.build_file(file)


def _build_added(edition: Edition, language: str) -> None:
    """The page of a language that is added comes last: readers have the language from then on, and what the page leads to is
    there. The pages of the other languages, which lead to it, come after it.
    """
    page = EditionFile.Form.WEB
    build.request_builds(
        edition, languages=[language], forms=[form for form in FORMS if form != page], priority=build.SOON
    )
    build.request_builds(edition, languages=[language], forms=[page], priority=build.NEXT)
    others = [code for code in edition.languages if code != language]
    build.request_builds(edition, languages=others, forms=[page])
