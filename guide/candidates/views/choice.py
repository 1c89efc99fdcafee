"""How the choice was made: for everybody who is signed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.access import signed_in_only
from guide.candidates.choosing import choice_in, numbers
from themes.models import Theme


@signed_in_only
def choice(request: HttpRequest) -> HttpResponse:
    """The four themes, how the choice is made, and how far it has come."""
    return render(request, "guide/candidates/choice.html", {"numbers": numbers()})


@signed_in_only
def theme_choice(request: HttpRequest, slug: str) -> HttpResponse:
    """Place by place: who was a candidate, what spoke for each, votes, reasons, dates."""
    theme = get_object_or_404(Theme, slug=slug)
    context = {"theme": theme, "choice": choice_in(theme), "themes": Theme.objects.all()}
    return render(request, "guide/candidates/theme_choice.html", context)
