import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('key', models.CharField(blank=True, max_length=200, verbose_name='form of the draft')),
                ('writing', models.UUIDField(default=uuid.uuid4, verbose_name='sitting')),
                ('fields', models.JSONField(blank=True, default=dict, verbose_name='words')),
                ('length', models.PositiveIntegerField(default=0, verbose_name='length')),
                ('sequence', models.PositiveBigIntegerField(default=0)),
                ('hand', models.CharField(blank=True, max_length=64)),
                ('label', models.CharField(blank=True, max_length=200, verbose_name='about')),
                ('url', models.CharField(blank=True, max_length=500, verbose_name='address')),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='saved')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
            ],
            options={
                'verbose_name': 'draft',
                'verbose_name_plural': 'drafts',
                'ordering': ['-saved_at'],
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['person', 'key'], name='drafts_that_may_wait')],
                'constraints': [models.UniqueConstraint(fields=('person', 'writing'), name='a_sitting_has_one_draft'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('length', 0), _connector='OR'), name='an_ended_draft_has_no_words')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('key', models.CharField(max_length=200, verbose_name='form')),
                ('place', models.CharField(blank=True, max_length=100, verbose_name='heading')),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='seen')),
            ],
            options={
                'verbose_name': 'presence',
                'verbose_name_plural': 'presences',
                'indexes': [models.Index(fields=['key', '-seen_at'], name='who_is_at_a_form')],
                'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='a_person_is_at_a_form_once')],
            },
        ),
    ]
