"""The words of a hidden revision, for the few who may have them: a merge, which shows them to nobody, and the editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from contributions.history_models import RevisionDetails
    from contributions.moderation.hiding.models import RevisionHiding


def hiding_of(revision: RevisionDetails) -> RevisionHiding | None:
    """Why, by whom, and the words themselves; one query."""
    kind = text_kind(revision)
    rows = apps.get_model("contributions", "RevisionHiding").objects.select_related("hidden_by")
    found: RevisionHiding | None = rows.filter(**{kind: revision.id}, version=revision.version, shown_at=None).first()
    return found


def text_kind(revision: RevisionDetails) -> str:
    """The column of RevisionHiding that holds the text of this row."""
    return str(revision.instance_type._meta.model_name)  # type: ignore[attr-defined]  # of simple-history


def put_back_on(revision: RevisionDetails) -> None:
    """On this object alone, unsaved."""
    if (hiding := hiding_of(revision)) is not None:
        revision.body = hiding.body
        if hiding.title:
            revision.title = hiding.title
