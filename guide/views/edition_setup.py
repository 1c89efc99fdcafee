"""The small screens of the edition in preparation: its imprint, the picture on its cover and those of its chapters."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import actor, editors_only
from common.forms.fields import add_error
from common.forms.screens import show_form
from contributions.models import Image
from drafts import autosave
from drafts.sent_forms import accepted
from guide.editions import Edition
from guide.editions.forms import LICENCES, ImprintForm, PictureForm
from guide.editions.setup import SHARP_IN_PRINT, WIDTH_FOR_PRINT
from guide.views.lookup import edition_in_preparation
from themes.models import Theme

PICTURES_AT_ONCE = 24


@editors_only
def edition_imprint(request: HttpRequest, number: int) -> HttpResponse:
    """Publisher, place, licence, ISBN, contact and credits."""
    edition = edition_in_preparation(number)
    key = f"edition:{edition.pk}:imprint"
    sent = request.POST if request.method == "POST" else None
    form = ImprintForm(sent, edition=edition, draft=autosave.words(request, key))
    if accepted(request, form, lambda: edition.word_imprint(**form.values)):
        messages.success(request, _("Saved."))
        return redirect("guide:edition", number)
    context = {"edition": edition, "licences": LICENCES, "draft_key": key}
    return show_form(request, form, "guide/editions/preparation/imprint.html", context)


@editors_only
def edition_pictures(request: HttpRequest, number: int) -> HttpResponse:
    """Each question with the picture at the head of its chapter, or its motif."""
    edition = edition_in_preparation(number)
    images = {row.theme_id: row.image for row in edition.illustrations.select_related("image")}
    rows = [(theme, images.get(theme.pk)) for theme in Theme.objects.all()]
    return render(request, "guide/editions/preparation/pictures.html", {"edition": edition, "rows": rows})


@editors_only
def edition_cover(request: HttpRequest, number: int) -> HttpResponse:
    """The picture on the cover, chosen from those of the site."""
    return _pick(request, edition_in_preparation(number), None)


@editors_only
def edition_picture(request: HttpRequest, number: int, theme: int) -> HttpResponse:
    """The picture of one question."""
    return _pick(request, edition_in_preparation(number), get_object_or_404(Theme, number=theme))


def _pick(request: HttpRequest, edition: Edition, theme: Theme | None) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = PictureForm(sent, edition=edition, theme=theme, by=actor(request))
    if form.is_valid():
        try:
            with form.unchanged():
                _choose(edition, theme, form.cleaned_data["picture"])
        except ValidationError as refusal:
            add_error(form, refusal)
            edition.refresh_from_db(fields=["cover_image"])
        else:
            messages.success(request, _("Saved."))
            return redirect(
                *(("guide:edition_pictures", edition.number) if theme else ("guide:edition", edition.number))
            )
    question = request.GET.get("q", "")[:200]
    rows = Image.objects.for_reader(request.user).in_sight().search(question).mine_first(actor(request))
    context = {
        "edition": edition,
        "theme": theme,
        "chosen": edition.picture_of(theme),
        "pictures": Paginator(rows, PICTURES_AT_ONCE).get_page(request.GET.get("page")),
        "question": question,
        "least": WIDTH_FOR_PRINT,
        "sharp": SHARP_IN_PRINT,
    }
    return show_form(request, form, "guide/editions/preparation/pick.html", context)


def _choose(edition: Edition, theme: Theme | None, image: Image | None) -> None:
    """Raises ValidationError for a picture that may not be shown here."""
    if theme:
        edition.illustrate(theme, image)
    else:
        edition.show_on_cover(image)
