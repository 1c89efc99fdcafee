"""The form about a passage. Which words it is about, the verb decides."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from contributions.comments.kinds import CommentKind
from contributions.views.comments.forms import CommentForm


class NuanceForm(CommentForm):
    """A few words about a passage."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label=_("Your nuance"), rows=4, auto_id="nuance-%s", **kwargs)

    def clean_kind(self) -> str:
        return CommentKind.NUANCE
