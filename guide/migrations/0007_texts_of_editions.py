"""What an edition says moves to a row for each of its languages; one that is in proof has the status of it."""

from django.db import migrations


def move(apps, schema_editor):
    Edition, EditionText = apps.get_model("guide", "Edition"), apps.get_model("guide", "EditionText")
    for edition in Edition.objects.all():
        EditionText.objects.update_or_create(
            edition=edition, language=edition.language, defaults={"document": edition.document}
        )
        edition.files.update(language=edition.language)
    Edition.objects.filter(status="draft", proof_at__isnull=False).update(status="proof")


def move_back(apps, schema_editor):
    Edition, EditionText = apps.get_model("guide", "Edition"), apps.get_model("guide", "EditionText")
    Edition.objects.filter(status="proof").update(status="draft")
    for text in EditionText.objects.select_related("edition"):
        if text.language == text.edition.language:
            Edition.objects.filter(pk=text.edition_id).update(document=text.document)


class Migration(migrations.Migration):
    dependencies = [("guide", "0006_book")]
    operations = [migrations.RunPython(move, move_back)]
