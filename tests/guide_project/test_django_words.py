"""What Django says by itself is said in the house's words, for every model."""

from __future__ import annotations

from django.apps import apps
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import override


def said(refusal: ValidationError) -> str:
    return " ".join(refusal.messages)


def test_a_value_that_is_taken_is_said_to_be_for_every_model() -> None:
    with override("fr"):
        for model in apps.get_models():
            fields = [field.name for field in model._meta.fields if field.unique and not field.primary_key]
            unique = [(name,) for name in fields] + [one.fields for one in model._meta.total_unique_constraints]
            words = [said(model().unique_error_message(model, names)) for names in unique if names]
            assert not [one for one in words if "Un objet" in one or "champ" in one], model


def test_an_empty_field_and_a_weight_are_said_in_french() -> None:
    with override("fr"):
        assert "Kio" not in filesizeformat(15_000) and filesizeformat(15_000).endswith("Ko")
        field = apps.get_model("themes", "Theme")._meta.get_field("question")
        try:
            field.clean("", None)
        except ValidationError as refusal:
            assert said(refusal) == "À remplir."
