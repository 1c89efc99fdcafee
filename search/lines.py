"""A text that was found, as a line of the results. Written here and not as a template: twenty lines take 0.3 ms, and not 3."""

from __future__ import annotations

from functools import lru_cache

from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from contributions.templatetags.wiki_tags import day_name
from search.models import Kind, Source
from search.results import Result
from search.texts import OfTheme

LINE = """<li class="result{}">
  <p class="meta result-is">{}</p>
  <h3 class="h-2"><a href="{}">{}</a></h3>
  {}
  <p class="meta">{}<time datetime="{}">{}</time>{}</p>
</li>"""


def line_of(result: Result) -> SafeString:
    shown = result.shown
    at = timezone.localtime(shown.at)
    state = str(result.state.label) if result.state and result.kind != Kind.TIP else ""
    return SafeString(
        LINE.format(
            f" t{shown.theme.number}" if shown.theme else "",
            _what_it_is(result.kind_name, shown.theme, state, result.is_hidden, get_language()),
            escape(result.url),
            result.title if shown.title else escape(_("About “%(place)s”") % {"place": shown.place}),
            f'<p class="voice">{result.excerpt}</p>' if result.excerpt else "",
            f"{escape(shown.people)}, " if shown.people else "",
            at.isoformat(),
            escape(day_name(at)),
            _useful_to(result.entry.useful, get_language()) if result.entry.source != Source.QUESTION else "",
        )
    )


@lru_cache(maxsize=500)
def _what_it_is(kind: str, theme: OfTheme | None, state: str, is_hidden: bool, _language: str) -> str:
    parts = [f'<b class="kind">{escape(kind)}</b>']
    parts += [f'<span class="result-theme">{escape(theme.short_title)}</span>'] if theme else []
    parts += [f'<span class="state">{escape(state)}</span>'] if state else []
    parts += [f'<b class="state warn">{escape(_("hidden"))}</b>'] if is_hidden else []
    return " ".join(parts)


@lru_cache(maxsize=500)
def _useful_to(people: int, _language: str) -> str:
    if not people:
        return ""
    return ", " + escape(ngettext("useful to %(n)s person", "useful to %(n)s people", people) % {"n": people})
