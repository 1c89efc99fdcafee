# The life of an edition: its steps, the reasons at proof, who makes a file.

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('guide', '0009_what_becomes_of_a_language'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='reasons',
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name='reasons'),
        ),
        migrations.AddField(
            model_name='edition',
            name='unsigned',
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name='quotations without a name'),
        ),
        migrations.AddField(
            model_name='editionfile',
            name='begun_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='begun'),
        ),
        migrations.AddField(
            model_name='editionfile',
            name='seen_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='editionfile',
            name='tries',
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='tries'),
        ),
        migrations.CreateModel(
            name='EditionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('proof', 'taken to proof'), ('back', 'taken back into preparation'), ('taken_in', 'a change taken into the proof'), ('scheduled', 'to come out by itself'), ('unscheduled', 'no longer to come out by itself'), ('not_out', 'did not come out when it was due'), ('published', 'published'), ('corrected', 'an erratum'), ('withdrawn', 'withdrawn'), ('reinstated', 'put back')], max_length=12, verbose_name='what happened')),
                ('part', models.CharField(blank=True, max_length=200, verbose_name='part')),
                ('was', models.TextField(blank=True, verbose_name='what it said')),
                ('now', models.TextField(blank=True, verbose_name='what it says')),
                ('why', models.CharField(blank=True, max_length=500, verbose_name='why')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='guide.edition', verbose_name='edition')),
            ],
            options={
                'verbose_name': 'step of an edition',
                'verbose_name_plural': 'steps of editions',
                'ordering': ['-at', '-pk'],
            },
        ),
    ]
