"""When each thread that is there already was last answered, and which answers of the long ones are folded."""

from django.db import migrations
from django.db.models import Count, F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest

from contributions.talk.folding import MOST_SHOWN, fold


def look_at_threads(apps, schema_editor):
    said = apps.get_model("contributions", "Contribution").objects.order_by()
    last = said.filter(reply_to=OuterRef("pk")).values("reply_to").annotate(last=Max("created_at")).values("last")
    latest = Greatest(F("created_at"), Coalesce(Subquery(last), F("created_at")))
    said.filter(reply_to=None).update(active_at=latest)
    said.exclude(reply_to=None).update(active_at=F("created_at"))
    long = said.exclude(reply_to=None).values("reply_to").annotate(answers=Count("pk")).filter(answers__gt=MOST_SHOWN)
    for opening in list(long.values_list("reply_to", flat=True)):
        fold(said.filter(reply_to=opening))


class Migration(migrations.Migration):

    dependencies = [("contributions", "0004_log_is_kept")]
    operations = [migrations.RunPython(look_at_threads, migrations.RunPython.noop, elidable=True)]
