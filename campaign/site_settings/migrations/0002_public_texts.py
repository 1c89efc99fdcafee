# Adds the address to write to, and the texts about the site.

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('site_settings', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalsitesettings',
            name='contact_address',
            field=models.EmailField(blank=True, max_length=254, verbose_name='address to write to'),
        ),
        migrations.AddField(
            model_name='sitesettings',
            name='contact_address',
            field=models.EmailField(blank=True, max_length=254, verbose_name='address to write to'),
        ),
        migrations.CreateModel(
            name='HistoricalPublicText',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('kind', models.CharField(choices=[('privacy', 'Your data'), ('accessibility', 'Accessibility'), ('how-it-works', 'How it works')], max_length=20)),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('body', models.TextField(blank=True, max_length=40000, verbose_name='text')),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical text about the site',
                'verbose_name_plural': 'historical texts about the site',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='PublicText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('privacy', 'Your data'), ('accessibility', 'Accessibility'), ('how-it-works', 'How it works')], max_length=20)),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('body', models.TextField(blank=True, max_length=40000, verbose_name='text')),
                ('body_html', models.TextField(blank=True, editable=False)),
            ],
            options={
                'verbose_name': 'text about the site',
                'verbose_name_plural': 'texts about the site',
                'constraints': [models.UniqueConstraint(fields=('kind', 'language'), name='a_public_text_stands_once_in_a_language')],
            },
        ),
    ]
