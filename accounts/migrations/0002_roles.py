"""The four roles, and the table in which throttles count."""

from django.core.management import call_command
from django.db import migrations

ROLES = ["contributor", "editor", "translator", "administrator"]


def make_roles(apps, schema_editor):
    for name in ROLES:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)


def make_throttle_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [
        migrations.RunPython(make_roles, migrations.RunPython.noop),
        migrations.RunPython(make_throttle_table, migrations.RunPython.noop),
    ]
