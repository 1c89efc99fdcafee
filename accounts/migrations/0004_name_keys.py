"""What completions look for, of everybody who is here already."""

from django.db import migrations

from accounts.models import User


def take_names(apps, schema_editor):
    model = apps.get_model("accounts", "User")
    columns = ("pk", "first_name", "last_name", "username", "attribution")
    rows = model.objects.order_by("pk").values_list(*columns)
    for pk, *values in rows.iterator(chunk_size=2000):
        person = User(**dict(zip(columns[1:], values, strict=True)))
        model.objects.filter(pk=pk).update(name_key=person.key_of_name)


class Migration(migrations.Migration):

    dependencies = [("accounts", "0003_community")]
    operations = [migrations.RunPython(take_names, migrations.RunPython.noop, elidable=True)]
