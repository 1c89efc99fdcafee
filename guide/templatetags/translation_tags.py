"""What the screens about languages and translations ask for."""

from collections.abc import Iterable, Sequence

from django import template

from campaign.languages import guide_languages
from common import markup
from common.markup import WordChange
from common.words.language_names import name_in_sentence, name_of_language, spoken_in
from guide.translating.text_detail import ParagraphDetail
from guide.translations.translated_texts import Line, QuestionWords, words_of_question, words_of_questions
from themes.models import Theme

register = template.Library()
register.filter(spoken_in)
register.filter(name_in_sentence)

LOOKS = {"approved": "ok", "outdated": "warn", "sent_back": "warn", "missing": "err"}


@register.filter
def language_name(code: str) -> str:
    """What whoever reads the screen calls it."""
    return name_of_language(code)


@register.simple_tag
def languages_of_guide() -> list[tuple[str, str]]:
    """The code of each language of the guide, its own first, with what whoever reads the screen calls it."""
    return [(code, name_of_language(code)) for code in guide_languages()]


@register.simple_tag
def words_of(theme: Theme) -> QuestionWords:
    """A question as the site says it to its reader: see `guide.translations.translated_texts`."""
    return words_of_question(theme)


@register.simple_tag
def with_questions(themes: Sequence[Theme]) -> list[tuple[Theme, Line]]:
    """Each theme with what it asks, as the site says it to its reader."""
    return [(theme, words.question) for theme, words in zip(themes, words_of_questions(themes), strict=True)]


@register.filter
def look_of_state(state: str) -> str:
    """The look of a text's state: what is well, what is to be looked at, what is missing."""
    return LOOKS.get(state, "")


@register.filter
def any_of(values: Iterable[object]) -> bool:
    return any(values)


@register.filter
def changes_from(wording: str, known: str) -> tuple[WordChange, ...]:
    """What a suggested wording changes in the one that there is."""
    return markup.word_changes(known, wording)


@register.filter
def has_suggestions(paragraphs: Iterable[ParagraphDetail]) -> bool:
    return any(one.suggestions for one in paragraphs)
