"""Asks for a preview of all forms, once for all who ask at the same time, and says what it would be made from."""

from __future__ import annotations

import secrets
import shutil
from functools import partial

from django.db import transaction
from django.utils import timezone

from guide.builds.preview import state as states
from guide.builds.preview.building import fingerprint_of, make_preview_forms
from guide.builds.preview.state import PreviewState
from guide.editions import AlreadyPublished, Edition
from guide.editions.proof.parts import guide_to_be


def request_preview(edition: Edition, language: str) -> bool:
    """Has all forms made by the worker; False where that is under way already. Raises AlreadyPublished.

    The row of the edition is held meanwhile, so that of two who ask at once one finds what the other wrote.
    """
    with transaction.atomic():
        held = Edition.objects.select_for_update().defer("names").get(pk=edition.pk)
        if held.is_out:
            raise AlreadyPublished
        known = states.read_state(edition.number, language)
        if known and known.is_being_made:
            return False
        asked = PreviewState(edition.number, language, secrets.token_hex(8), timezone.now()).save()
        transaction.on_commit(partial(make_preview_forms.enqueue, edition.pk, language, asked.token))
        transaction.on_commit(partial(forget_others, edition.number))
    return True


def has_changed(state: PreviewState, edition: Edition) -> bool:
    """Whether the texts are no longer those that the preview was made from."""
    return state.is_done and state.fingerprint != fingerprint_of(guide_to_be(edition, state.language))


def forget_others(number: int) -> None:
    """Removes the previews of the editions before this one: they are out, and their files are there for everybody."""
    for folder in states.root().glob("*"):
        if folder.name != str(number):
            shutil.rmtree(folder, ignore_errors=True)
