"""Which texts the catalogues hold."""

import pytest

from setup.extraction import python_messages, template_messages

pytestmark = pytest.mark.pure


def test_python_texts_with_context_and_plural_are_found() -> None:
    source = (
        'a = _("One")\n'
        'b = ngettext("%(n)d page", "%(n)d pages", n)\n'
        'c = pgettext_lazy("verb", "Open")\n'
        'd = npgettext("verb", "%(n)d opens", "%(n)d open", n)\n'
        'e = gettext_lazy("Two " "parts")\n'
        "f = _(variable)\n"
    )
    assert list(python_messages(source)) == [
        (None, "One", None),
        (None, "%(n)d page", "%(n)d pages"),
        ("verb", "Open", None),
        ("verb", "%(n)d opens", "%(n)d open"),
        (None, "Two parts", None),
    ]


def test_a_trimmed_block_is_the_text_that_django_looks_up() -> None:
    source = (
        "{% blocktranslate trimmed with name=user.name %}\n  Dear {{ name }},\n  100% yours\n{% endblocktranslate %}"
    )
    assert list(template_messages(source)) == [(None, "Dear %(name)s, 100%% yours", None)]


def test_a_counted_block_has_a_singular_and_a_plural() -> None:
    source = (
        "{% blocktranslate count n=pages|length trimmed %}{{ n }} page{% plural %}{{ n }} pages{% endblocktranslate %}"
    )
    assert list(template_messages(source)) == [(None, "%(n)s page", "%(n)s pages")]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('{% translate "Save" %}', (None, "Save", None)),
        ("{% translate 'It\\'s kept' as kept %}", (None, "It's kept", None)),
        ('{% translate "Open" context "verb" %}', ("verb", "Open", None)),
        ('{% translate "Half: 50%" %}', (None, "Half: 50%%", None)),
        ('{{ _("In a variable")|upper }}', (None, "In a variable", None)),
        ('{% include "part.html" with title=_("In a tag") %}', (None, "In a tag", None)),
    ],
)
def test_every_way_of_marking_a_template_text_is_known(source: str, message: tuple[str | None, str, None]) -> None:
    assert list(template_messages(source)) == [message]


def test_what_is_commented_out_is_not_translated() -> None:
    assert list(template_messages('{% comment %}{% translate "No" %}{% endcomment %}{# {% translate "No" %} #}')) == []
