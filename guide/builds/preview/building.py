"""Makes the forms of a preview one after the other, writing down how far it has come."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from dataclasses import replace

from django.tasks import TaskContext, task

from common.database.passing_problems import is_passing, wait_after
from guide.builds import subprocess
from guide.builds.build import FILES, materials_of
from guide.builds.disk import write_all
from guide.builds.preview import state as states
from guide.builds.preview.state import FAILED, MAKING, READY, Previewed, PreviewState
from guide.builds.preview.thumbnails import thumbnails_of
from guide.editions import Edition
from guide.editions.assembly import names_of
from guide.editions.proof.freezing import guide_to_be
from guide.publication.document import Guide
from guide.publication.forms import FORMS
from guide.publication.materials import Materials
from guide.publication.pdf import PdfUnavailable

log = logging.getLogger(__name__)


@task(queue_name=FILES, takes_context=True)
def make_preview_forms(context: TaskContext[..., None], edition_id: int, language: str, token: str) -> None:
    """All forms of the edition in preparation, for its editors; goes on where it stood."""
    is_tried_again = wait_after(context.attempt) is not None
    build_preview(Edition.objects.get(pk=edition_id), language, token, is_tried_again=is_tried_again)


def build_preview(edition: Edition, language: str, token: str, *, is_tried_again: bool = False) -> None:
    """Makes what is not made yet of the build that `token` names. Begun again after its worker was killed it goes on where it
    stood, unless the texts have changed; where another build was asked for since, it stops.

    Where it `is_tried_again`, raises what found the disk full or the database away: the worker waits, and calls once more.
    """
    state = states.read_state(edition.number, language)
    if state is None or state.token != token:
        return
    guide = guide_to_be(edition, language)
    state = _begun(state, fingerprint_of(guide))
    materials = materials_of(edition, language)
    for form in [form.form for form in state.forms if not form.is_over]:
        if not _is_still_wanted(state):
            return
        state = state.with_form(Previewed(form, MAKING)).save()
        made = _made(state, form, guide, materials, is_tried_again=is_tried_again)
        if not _is_still_wanted(state):
            shutil.rmtree(state.folder, ignore_errors=True)
            return
        state = state.with_form(made).save()
    if names_of(guide_to_be(edition, language)) != names_of(
        guide
    ):  # they went while it was begun: see `state.forget_all`
        shutil.rmtree(states.folder_of(edition.number, language), ignore_errors=True)


def fingerprint_of(guide: Guide) -> str:
    """Another one whenever a form would come out otherwise: what the guide says, and the names in it."""
    said = [guide.to_json(), names_of(guide)]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _begun(state: PreviewState, fingerprint: str) -> PreviewState:
    """The state that goes with these texts; the folders of builds before it are removed."""
    if state.fingerprint not in {"", fingerprint}:
        state = replace(state, forms=tuple(Previewed(form) for form in FORMS))
    for folder in states.folder_of(state.number, state.language).glob("*"):
        if folder.is_dir() and folder.name != state.token:
            shutil.rmtree(folder, ignore_errors=True)
    return replace(state, fingerprint=fingerprint).save()


def _is_still_wanted(state: PreviewState) -> bool:
    known = states.read_state(state.number, state.language)
    return known is not None and known.token == state.token


def _made(state: PreviewState, form: str, guide: Guide, materials: Materials, *, is_tried_again: bool) -> Previewed:
    """The form with its files written, or why it could not be made."""
    try:
        files = subprocess.build_in_memory(form, guide, materials)
        shown = thumbnails_of(form, files)
        write_all(state.folder, {f"files/{name}": content for name, content in files.items()} | dict(shown.files))
    except Exception as problem:
        if is_tried_again and is_passing(problem):
            raise
        if isinstance(problem, PdfUnavailable):
            return Previewed(form, FAILED, str(problem))
        log.exception("%s could not be made for the preview of edition %s (%s)", form, state.number, state.language)
        return Previewed(form, FAILED, f"{type(problem).__name__}: {problem}"[:500])
    size = len(files[FORMS[form].name])
    return Previewed(form, READY, "", size, shown.pictures, shown.groups, shown.contents)
