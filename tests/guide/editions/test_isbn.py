"""Numbers of books, as people type them."""

import pytest
from django.core.exceptions import ValidationError

from guide.editions.files import clean_isbn

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("978-0-00-000000-2", "978-0-00-000000-2"),
        ("ISBN 9780000000002", "9780000000002"),
        (" 978 0 00 000000 2 ", "978-0-00-000000-2"),
        ("0-00-000000-0", "0-00-000000-0"),
        ("0‑8044‑2957‑x", "0-8044-2957-X"),
        ("", ""),
    ],
)
def test_hyphens_are_kept_and_the_rest_is_tidied(typed: str, stored: str) -> None:
    assert clean_isbn(typed) == stored


@pytest.mark.parametrize(
    "typed", ["978-0-00-000000-3", "977-0-00-000000-2", "0-8044-2957-1", "12345", "livre", "97800000000X2"]
)
def test_a_figure_too_few_or_mistyped_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        clean_isbn(typed)
    assert "isbn" in refusal.value.error_dict
