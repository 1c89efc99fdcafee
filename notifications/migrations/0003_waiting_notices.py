from django.db import migrations


def count_none_as_waiting(apps, schema_editor):
    """The notices that waited went with their table: what waits for a person's next page is counted anew."""
    apps.get_model("accounts", "User").objects.exclude(notices_waiting=0).update(notices_waiting=0)


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_telling")]

    operations = [migrations.RunPython(count_none_as_waiting, migrations.RunPython.noop)]
