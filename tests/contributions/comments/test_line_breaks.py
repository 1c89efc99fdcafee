"""What is typed into a plain box is what is shown."""

import pytest

from common import markup
from contributions.comments.kinds import as_typed

pytestmark = pytest.mark.pure


def test_line_ends_stay_line_ends() -> None:
    assert markup.render(as_typed("Martine\nNantes"), language="fr").html.count("<br") == 1


def test_an_empty_line_begins_a_paragraph() -> None:
    assert markup.render(as_typed("Un.\n\nDeux."), language="fr").html.count("<p>") == 2


@pytest.mark.parametrize("text", ["- un\n- deux", "1. un\n2. deux", "> un\n> deux", "## Un\nDeux", "```\na\nb\n```"])
def test_lists_quotations_and_code_are_left_as_they_are(text: str) -> None:
    assert as_typed(text) == text


def test_addresses_become_links_and_html_is_shown_as_typed() -> None:
    html = markup.render(
        as_typed("Voyez https://cybermalveillance.gouv.fr\n<script>alert(1)</script>"), language="fr"
    ).html
    assert '<a href="https://cybermalveillance.gouv.fr"' in html
    assert "<script" not in html
