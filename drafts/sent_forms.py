"""A form that is sent: its verb is called, a refusal stands beside its field, and its draft is over once it is taken."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest

from common import markup
from common.forms.fields import add_error, refusal
from common.forms.unchanged import RowForm
from drafts import autosave


class Accepted[T](NamedTuple):
    result: T


def accepted[T](
    request: HttpRequest, form: BaseForm, verb: Callable[[], T], *, markdown: str | None = None
) -> Accepted[T] | None:
    """Calls the verb of a valid form. Returns what it returned; None where nothing was sent, or the form says why not.

    What the verb refuses (a ValidationError) stands beside its field, or above them all; a text that cannot be laid out
    stands in the field `markdown`. The verb of a form that changes a row is called while nobody else writes that row.
    """
    if not form.is_valid():
        return None
    try:
        with form.unchanged() if isinstance(form, RowForm) else nullcontext():
            result = verb()
    except markup.RenderRefused as refused:
        add_error(form, refusal(refused), field=markdown)
        return None
    except ValidationError as error:
        add_error(form, error)
        return None
    autosave.sent(request)
    return Accepted(result)
