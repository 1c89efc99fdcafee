"""The database itself keeps the log: a row is never changed, and on PostgreSQL never deleted either.

SQLite empties a table by deleting its rows, which the test runner does: there the model alone refuses to delete.
"""

from django.db import migrations
from django.db.models import Exists, OuterRef

TABLE = "contributions_logentry"

POSTGRESQL = f"""
CREATE FUNCTION the_log_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The log is only ever added to.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER the_log_is_kept BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION the_log_is_kept();
"""
SQLITE = f"""
CREATE TRIGGER the_log_is_kept BEFORE UPDATE ON {TABLE}
BEGIN
    SELECT RAISE(ABORT, 'The log is only ever added to.');
END;
"""
UNDO = {
    "postgresql": f"DROP TRIGGER the_log_is_kept ON {TABLE}; DROP FUNCTION the_log_is_kept();",
    "sqlite": "DROP TRIGGER the_log_is_kept;",
}


def keep(apps, schema_editor):
    statement = {"postgresql": POSTGRESQL, "sqlite": SQLITE}[schema_editor.connection.vendor]
    schema_editor.connection.cursor().execute(statement)


def let_go(apps, schema_editor):
    schema_editor.connection.cursor().execute(UNDO[schema_editor.connection.vendor])


def note_beginnings(apps, schema_editor):
    """Everybody who has written before is not new, and is not welcomed for what she writes next."""
    beginning = apps.get_model("contributions", "Beginning")
    firsts = {}
    for name, column in (("PageRevision", "page_id"), ("ContributionRevision", "contribution_id")):
        rows = apps.get_model("contributions", name).objects.exclude(history_user=None)
        earlier = rows.filter(history_user=OuterRef("history_user"), history_date__lt=OuterRef("history_date"))
        found = rows.filter(~Exists(earlier)).order_by("-history_date", "-history_id")
        for person, at, pk, version in found.values_list("history_user", "history_date", "id", "version").iterator():
            if person not in firsts or at <= firsts[person][0]:
                firsts[person] = (at, {column: pk, "version": version})
    rows = [beginning(person_id=person, at=at, **first) for person, (at, first) in firsts.items()]
    beginning.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("contributions", "0003_community")]
    operations = [
        migrations.RunPython(note_beginnings, migrations.RunPython.noop),
        migrations.RunPython(keep, let_go),
    ]
