import django.db.models.deletion
from django.db import migrations, models

import search.query
from contributions.cache_versions import triggers
from search.cache_versions import OF_THE_SEARCH
from search.engines import postgresql, sqlite


def create_index(apps, schema_editor):
    """What the engine of this database keeps words in. Another engine, named in the settings, leaves it empty."""
    match schema_editor.connection.vendor:
        case "sqlite":
            statements = [sqlite.CREATE, sqlite.CREATE_VOCABULARY]
        case "postgresql":
            statements = [postgresql.CREATE, postgresql.CREATE_INDEX]
        case _:
            statements = []
    for statement in statements:
        schema_editor.execute(statement)


def create_triggers(apps, schema_editor):
    triggers.install(schema_editor, OF_THE_SEARCH)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contributions', '0001_initial'),
        ('themes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='IndexEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('page', 'page'), ('comment', 'contribution'), ('question', 'question'), ('tip', 'text of the guide')], max_length=10, verbose_name='source')),
                ('object_id', models.PositiveBigIntegerField(verbose_name='number')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('kind', models.CharField(choices=[('page', 'Pages'), ('theme_comment', 'Contributions'), ('page_comment', 'Comments'), ('question', 'Questions'), ('tip', 'Tips of the guide'), ('section', 'Other texts of the guide')], max_length=14, verbose_name='kind')),
                ('state', models.CharField(blank=True, choices=[('open', 'Being discussed'), ('settled', 'Settled'), ('unanswered', 'Without an answer'), ('answered', 'Answered'), ('guide', 'In the guide')], max_length=10, verbose_name='state')),
                ('theme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='themes.theme', verbose_name='campaign question')),
                ('page_id', models.PositiveBigIntegerField(null=True, verbose_name='page under which it stands')),
                ('title', models.CharField(blank=True, max_length=300, verbose_name='title')),
                ('title_terms', models.TextField(blank=True)),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('folded', models.TextField(blank=True, default='', editable=False)),
                ('version', models.PositiveIntegerField(default=0, verbose_name='version')),
                ('audience', models.PositiveSmallIntegerField(default=search.query.Audience['READERS'], verbose_name='who may read it')),
                ('at', models.DateTimeField(verbose_name='date')),
                ('useful', models.PositiveIntegerField(default=0, verbose_name='people who find it useful')),
                ('standing', models.PositiveIntegerField(default=0, help_text='Which of two texts that fit alike comes first.')),
            ],
            options={
                'verbose_name': 'indexed text',
                'verbose_name_plural': 'indexed texts',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['-standing', '-id'], name='entries_best_first'), models.Index(fields=['-at', '-id'], name='entries_newest_first'), models.Index(fields=['-useful', '-id'], name='entries_most_useful_first'), models.Index(condition=models.Q(('page_id__isnull', False)), fields=['page_id'], name='entries_under_a_page')],
                'constraints': [models.UniqueConstraint(fields=('source', 'object_id', 'language'), name='a_text_is_indexed_once_a_language')],
            },
        ),
        migrations.CreateModel(
            name='KnownWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=60, unique=True, verbose_name='word')),
                ('bare', models.CharField(db_index=True, max_length=60)),
                ('stem', models.CharField(db_index=True, max_length=60)),
                ('length', models.PositiveSmallIntegerField()),
            ],
            options={
                'verbose_name': 'known word',
                'verbose_name_plural': 'known words',
                'ordering': ['form'],
                'indexes': [models.Index(fields=['length', 'bare'], name='words_of_a_length')],
            },
        ),
        migrations.CreateModel(
            name='SyncProgress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('page', 'page'), ('comment', 'contribution'), ('question', 'question'), ('tip', 'text of the guide')], max_length=10, unique=True)),
                ('after', models.PositiveBigIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'index sync progress',
                'verbose_name_plural': 'index sync progress of all sources',
            },
        ),
        migrations.CreateModel(
            name='ZeroResultSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=120, verbose_name='search')),
                ('key', models.CharField(editable=False, max_length=200, unique=True)),
                ('count', models.PositiveIntegerField(default=1, verbose_name='times')),
                ('last_on', models.DateField(verbose_name='last on')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='settled on')),
            ],
            options={
                'verbose_name': 'search without a result',
                'verbose_name_plural': 'searches without a result',
                'ordering': ['-count', '-last_on', '-pk'],
                'indexes': [models.Index(condition=models.Q(('done_on', None)), fields=['-count', '-id'], name='misses_most_frequent_first')],
            },
        ),
        migrations.RunPython(create_index, migrations.RunPython.noop),
        migrations.RunPython(create_triggers, migrations.RunPython.noop),
    ]
