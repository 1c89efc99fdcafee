"""The forms of comments. What a text may be, the verbs decide; these hold what was typed.

The open box, wherever it stands: what it is called, where it sends, what stands in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.readers import VaryKey, own_value, placeholder_user
from campaign.models import Video
from common.caching import placeholders
from common.caching.placeholders import making_for_many, placeholder, split
from common.forms.fields import CleanCharField
from common.markup import one_line
from contributions.comments.kinds import CommentKind
from contributions.comments.models import Comment
from contributions.pages.models import Page
from contributions.revision_views.revision import BaseVersionField, BodyField
from contributions.revisions import TITLE_LENGTH
from contributions.views.pages.forms import TitleForm
from drafts import autosave
from drafts.models import Draft
from drafts.templatetags.drafts import address_of
from themes.models import Theme


class TextField(BodyField):
    def __init__(self, *, rows: int = 4, placeholder: Any = "") -> None:
        attrs = {"rows": rows} | ({"placeholder": placeholder} if placeholder else {})
        super().__init__(required=False, strip=False, label=_("Your text"), widget=forms.Textarea(attrs=attrs))


class CommentForm(forms.Form):
    """One box. The token is good for one contribution: a second use leads to the first."""

    body = TextField()
    token = CleanCharField(required=False, widget=forms.HiddenInput)
    kind = CleanCharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, label: Any = "", placeholder: Any = "", rows: int = 4, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", placeholders.one_time_token("token"))
        self.fields["body"].label = label or self.fields["body"].label
        self.fields["body"].widget.attrs |= {"rows": rows} | ({"placeholder": placeholder} if placeholder else {})

    def clean_token(self) -> UUID | None:
        try:
            return UUID(self.cleaned_data["token"])
        except ValueError:
            return None

    def clean_kind(self) -> str:
        """A nuance may be asked for by its button; whatever else stands here is guessed."""
        return CommentKind.NUANCE if self.cleaned_data["kind"] == CommentKind.NUANCE else ""


class CorrectCommentForm(forms.Form):
    """Correcting what one said, and what kind of thing it is."""

    body = TextField(rows=6)
    kind = forms.ChoiceField(
        label=_("What this is"), choices=CommentKind.choices, required=False, widget=forms.RadioSelect
    )
    base_version = BaseVersionField()

    def __init__(self, data: Any = None, *, comment: Comment, initial: dict[str, Any] | None = None) -> None:
        as_it_stands = {"body": comment.body, "kind": comment.kind, "base_version": comment.version}
        super().__init__(data, initial=as_it_stands | (initial or {}))
        if comment.reply_to_id is None:
            self.fields["kind"].choices = [one for one in CommentKind.choices if one[0] != CommentKind.ANSWER]  # type: ignore[attr-defined]

    def begin_again_from(self, version: int) -> None:
        """What was typed stays, and stands above this version when it is sent again."""
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, which is not to be changed itself
        data["base_version"] = str(version)
        self.data = data


class OpenPageForm(TitleForm):
    """The title of a page that begins with what was said."""

    title = CleanCharField(
        label=_("The title of the new page"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": TITLE_LENGTH}),
    )


class IncorporateForm(forms.Form):
    """Which page takes it up."""

    page = CleanCharField(
        label=_("The title of the page"), required=False, widget=forms.TextInput(attrs={"list": "titles"})
    )

    def clean_page(self) -> Page:
        title = one_line(self.cleaned_data["page"])
        found = Page.objects.visible().with_title(title).select_related("theme").first() if title else None
        if found is None:
            raise forms.ValidationError(
                _("No page has this title. Choose one from the list, or open a page."), code="none"
            )
        return found


@dataclass(frozen=True)
class Box:
    """For contributions/comments/box/_box.html. `list_id` names the list at whose beginning (or end) its text appears;
    `theme` is the question whose starters it offers; `html` is the box itself where it is drawn already.
    """

    ident: str
    action: str
    draft_key: str
    draft_label: str
    form: CommentForm
    list_id: str
    goes_last: bool = False
    is_slim: bool = True
    draft: Draft | None = None
    theme: Theme | None = None
    cancel_url: str = ""
    html: str = ""


def box_of_theme(request: HttpRequest, theme: Theme, form: CommentForm | None = None) -> Box:
    key, label = f"theme:{theme.pk}:say", gettext("Your answer to question %(number)s") % {"number": theme.number}
    draft = None if form else autosave.waiting(request, key)
    return Box(
        ident="say",
        action=reverse("contributions:theme_comment", args=[theme.slug]),
        draft_key=key,
        draft_label=label,
        form=form or _fresh(draft, "say", label=label),
        list_id="answers",
        is_slim=False,
        draft=draft,
        theme=theme,
    )


def box_of_page(request: HttpRequest, page: Page, form: CommentForm | None = None) -> Box:
    key = f"page:{page.pk}:say" if page.pk else request.POST.get("draft_key", "")[:100]
    draft = None if form else autosave.waiting(request, key)
    action = reverse("contributions:page_comment", args=[page.theme.slug, page.slug])
    box = _box_of_page(action, key, page.title, draft, form)
    is_empty = not (form or draft or request.POST)
    return replace(box, html=_empty_box(request, box)) if is_empty else box


def _box_of_page(action: str, key: str, title: str, draft: Draft | None = None, form: CommentForm | None = None) -> Box:
    words = {
        "label": gettext("Add an experience, a question, a nuance"),
        "placeholder": gettext("Has the same thing happened to you? A sentence is enough."),
        "rows": 1,
    }
    form = form or _fresh(draft, "say", **words)
    return Box(ident="say", action=action, draft_key=key, draft_label=title, form=form, list_id="log", draft=draft)


def _empty_box(request: HttpRequest, box: Box) -> SafeString:
    """Returns the HTML of the box of a page in which nothing stands. It is drawn once for all pages and readers, of whom it
    knows nothing, and filled in each time: a quarter of what a comment takes that is sent.
    """
    pieces, names = _pieces_of_empty_box(get_language() or "", get_script_prefix(), get_urlconf())
    values = {"action": box.action, "key": box.draft_key, "title": box.draft_label, "path": address_of(request)}
    html = [pieces[0]]
    for name, piece in zip(names, pieces[1:], strict=True):
        html += [escape(values[name]) if name in values else own_value(request, name), piece]
    return SafeString("".join(html))


@lru_cache(maxsize=100)
def _pieces_of_empty_box(language: str, _prefix: str, _urlconf: str | None) -> tuple[list[str], list[str]]:
    """Returns the texts around the values, and the names of these in their order, one fewer."""
    bare: Any = HttpRequest()
    bare.method, bare.path, bare.user = (
        "GET",
        placeholder("path"),
        placeholder_user(VaryKey(language, frozenset(), False, False)),
    )
    with making_for_many():
        box = _box_of_page(placeholder("action"), placeholder("key"), placeholder("title"))
        context = {"box": box, "request": bare, "user": bare.user, "csrf_token": placeholder("csrf")}
        html = render_to_string("contributions/comments/box/_box.html", context)
    pieces, names = split(html.encode())
    return [piece.decode() for piece in pieces], names


def box_of_video(request: HttpRequest, video: Video, form: CommentForm | None = None) -> Box:
    key = f"video:{video.pk}:say"
    draft = None if form else autosave.waiting(request, key)
    words = {"label": gettext("Say what you think of it"), "placeholder": gettext("A sentence is enough."), "rows": 1}
    return Box(
        ident="say",
        action=reverse("contributions:video_comment", args=[video.pk]),
        draft_key=key,
        draft_label=gettext("Videos") if video.is_withdrawn else video.title,
        form=form or _fresh(draft, "say", **words),
        list_id="log",
        draft=draft,
    )


def box_under(
    request: HttpRequest, comment: Comment, *, kind: str = "", quotation: str = "", form: CommentForm | None = None
) -> Box:
    """The small box below a contribution, to answer or to nuance it, with what it quotes behind what was begun."""
    key, ident = f"comment:{comment.pk}:answer", f"answer-{comment.pk}"
    draft = None if form else autosave.waiting(request, key)
    label = gettext("Your nuance") if kind == CommentKind.NUANCE else gettext("Your answer")
    fresh = form or _fresh(draft, ident, label=label, rows=2)
    if quotation:
        begun = str(fresh.initial.get("body", "")).rstrip()
        fresh.initial["body"] = f"{begun}\n\n{quotation}" if begun else quotation
        fresh.fields["body"].widget.attrs["data-quotation"] = quotation  # for the box that is open already
    fresh.initial.setdefault("kind", kind if kind == CommentKind.NUANCE else "")
    return Box(
        ident=ident,
        action=reverse("contributions:comment_answer", args=[comment.pk]),
        draft_key=key,
        draft_label=label,
        form=fresh,
        list_id=f"under-{comment.pk}",
        goes_last=True,
        draft=draft,
        cancel_url=comment.get_absolute_url(),
    )


def _fresh(draft: Draft | None, ident: str, **words: Any) -> CommentForm:
    return CommentForm(initial={"body": draft.fields.get("body", "") if draft else ""}, auto_id=f"{ident}-%s", **words)


def posted(request: HttpRequest, ident: str, **words: Any) -> CommentForm:
    return CommentForm(request.POST, auto_id=f"{ident}-%s", **words)
