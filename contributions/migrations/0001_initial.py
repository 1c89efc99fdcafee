import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import contributions.cache_versions.models
from contributions.cache_versions import triggers


LOG = "contributions_logentry"
LOG_POSTGRESQL = f"""
CREATE FUNCTION the_log_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The log is only ever added to.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER the_log_is_kept BEFORE UPDATE OR DELETE ON {LOG} FOR EACH ROW EXECUTE FUNCTION the_log_is_kept();
"""
# SQLite empties a table by deleting its rows, which the test runner does: there the model alone refuses to delete.
LOG_SQLITE = f"""
CREATE TRIGGER the_log_is_kept BEFORE UPDATE ON {LOG}
BEGIN
    SELECT RAISE(ABORT, 'The log is only ever added to.');
END;
"""
# What opens a thread differs from row to row. The planner cannot see it, since the index of threads is a partial one, and
# takes each thread for a two-hundredth of all comments: among 300,000 it reads all the people rather than eleven.
THREADS_POSTGRESQL = "CREATE STATISTICS comments_in_threads ON (COALESCE(reply_to_id, id)) FROM contributions_comment"


def protect_log(apps, schema_editor):
    statement = {"postgresql": LOG_POSTGRESQL, "sqlite": LOG_SQLITE}[schema_editor.connection.vendor]
    schema_editor.connection.cursor().execute(statement)


def create_statistics(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(THREADS_POSTGRESQL)


def create_triggers(apps, schema_editor):
    triggers.install(schema_editor, triggers.OF_THE_WIKI)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('campaign', '0001_initial'),  # whose phases, sessions and videos leave cache versions
        ('site_settings', '0001_initial'),  # which all pages show
        ('themes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(editable=False, max_length=16, unique=True)),
                ('uploader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
                ('name', models.CharField(editable=False, max_length=60, verbose_name='name')),
                ('size', models.PositiveIntegerField(editable=False, verbose_name='size')),
                ('sha256', models.CharField(editable=False, max_length=64, verbose_name='SHA-256')),
                ('search_key', models.TextField(editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='sent')),
                ('is_hidden', models.BooleanField(default=False, editable=False, verbose_name='hidden')),
                ('hidden_reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='why it is hidden')),
                ('hidden_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='hidden by')),
                ('hidden_at', models.DateTimeField(editable=False, null=True, verbose_name='hidden at')),
                ('title', models.CharField(max_length=150, verbose_name='file name')),
                ('pages', models.PositiveIntegerField(editable=False, verbose_name='pages')),
            ],
            options={
                'verbose_name': 'PDF file',
                'verbose_name_plural': 'PDF files',
                'ordering': ['-created_at', '-pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['-created_at', '-id'], name='attachments_newest_first')],
                'constraints': [models.UniqueConstraint(fields=('uploader', 'sha256'), name='a_person_sends_one_attachment_once'), models.CheckConstraint(condition=models.Q(('is_hidden', False), models.Q(models.Q(('hidden_reason', ''), _negated=True), ('hidden_at__isnull', False)), _connector='OR'), name='a_hidden_attachment_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='CacheVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.BigIntegerField(verbose_name='page')),
                ('mark', models.BigIntegerField(default=contributions.cache_versions.models.new_mark, editable=False)),
            ],
            options={
                'verbose_name': 'cache version',
                'verbose_name_plural': 'cache versions',
                'indexes': [models.Index(fields=['page', 'mark'], name='cache_versions_of_a_page')],
            },
        ),
        migrations.CreateModel(
            name='CommentRevision',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                ('act', models.CharField(choices=[('written', 'written'), ('edited', 'edited'), ('merged', 'merged with an edit made at the same time'), ('reverted', 'reverted'), ('undone', 'undone'), ('moved', 'moved'), ('incorporated', 'incorporated a contribution'), ('took_in', 'brought together with another page'), ('split_off', 'a part became a page of its own'), ('split_from', 'opened with a part of another page')], default='edited', max_length=12, verbose_name='what was done')),
                ('is_minor', models.BooleanField(default=False, verbose_name='minor edit')),
                ('about_version', models.PositiveIntegerField(help_text='The version reverted to, or undone.', null=True, verbose_name='about version')),
                ('is_text_hidden', models.BooleanField(default=False, verbose_name='text hidden')),
                ('body', models.TextField(verbose_name='text')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('history_change_reason', models.CharField(blank=True, default='', max_length=200, verbose_name='edit summary')),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'revision (contribution)',
                'verbose_name_plural': 'revisions (contributions)',
                'ordering': ['-version'],
                'get_latest_by': 'version',
                'indexes': [models.Index(fields=['history_user', '-history_date'], name='comment_revisions_of_a_person')],
                'constraints': [models.UniqueConstraint(fields=('id', 'version'), name='comment_has_one_revision_per_version')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='FeedToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feed_tokens', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('nonce', models.CharField(editable=False, max_length=32)),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made')),
                ('last_used_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last used')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='revoked')),
            ],
            options={
                'verbose_name': 'feed token',
                'verbose_name_plural': 'feed tokens',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('revoked_at', None), ('revoked_at__gte', models.F('created_at')), _connector='OR'), name='a_token_is_revoked_after_it_was_made')],
            },
        ),
        migrations.CreateModel(
            name='Image',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(editable=False, max_length=16, unique=True)),
                ('uploader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
                ('name', models.CharField(editable=False, max_length=60, verbose_name='name')),
                ('size', models.PositiveIntegerField(editable=False, verbose_name='size')),
                ('sha256', models.CharField(editable=False, max_length=64, verbose_name='SHA-256')),
                ('search_key', models.TextField(editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='sent')),
                ('is_hidden', models.BooleanField(default=False, editable=False, verbose_name='hidden')),
                ('hidden_reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='why it is hidden')),
                ('hidden_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='hidden by')),
                ('hidden_at', models.DateTimeField(editable=False, null=True, verbose_name='hidden at')),
                ('alt', models.CharField(blank=True, max_length=300, verbose_name='description')),
                ('is_decorative', models.BooleanField(default=False, verbose_name='only decorates')),
                ('credit', models.CharField(blank=True, max_length=150, verbose_name='credit')),
                ('width', models.PositiveIntegerField(editable=False, verbose_name='width')),
                ('height', models.PositiveIntegerField(editable=False, verbose_name='height')),
                ('widths', models.JSONField(default=list, editable=False, verbose_name='widths kept')),
                ('print_name', models.CharField(editable=False, max_length=20)),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'ordering': ['-created_at', '-pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['-created_at', '-id'], name='images_newest_first')],
                'constraints': [models.UniqueConstraint(fields=('uploader', 'sha256'), name='a_person_sends_one_image_once'), models.CheckConstraint(condition=models.Q(('is_hidden', False), models.Q(models.Q(('hidden_reason', ''), _negated=True), ('hidden_at__isnull', False)), _connector='OR'), name='a_hidden_image_has_a_reason'), models.CheckConstraint(condition=models.Q(('is_decorative', False), ('alt', ''), _connector='OR'), name='a_decorative_picture_has_no_description')],
            },
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=150, verbose_name='title')),
                ('body', models.TextField(verbose_name='text')),
                ('body_html', models.TextField(editable=False, verbose_name='rendered text')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('modified_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='changed')),
                ('is_hidden', models.BooleanField(default=False, editable=False, verbose_name='hidden')),
                ('is_protected', models.BooleanField(default=False, editable=False, verbose_name='protected')),
                ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_pages', to='contributions.page', verbose_name='merged into')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='themes.theme', verbose_name='campaign question')),
                ('slug', models.SlugField(allow_unicode=True, max_length=88, verbose_name='address')),
                ('title_key', models.CharField(editable=False, max_length=200)),
                ('title_skeleton', models.CharField(default='', editable=False, help_text='Titles that look alike have the same.', max_length=200)),
                ('contents', models.JSONField(default=list, editable=False, verbose_name='table of contents')),
                ('excerpt', models.CharField(editable=False, max_length=400, verbose_name='excerpt')),
                ('render', models.PositiveIntegerField(default=1, editable=False, help_text='Rises when the HTML changes without a revision.')),
                ('byline', models.JSONField(default=list, editable=False, verbose_name='authors')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='written')),
                ('creation_token', models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                'verbose_name': 'page',
                'verbose_name_plural': 'pages',
                'ordering': ['title'],
                'indexes': [models.Index(condition=models.Q(('merged_into', None)), fields=['theme', '-modified_at', '-id', 'is_hidden'], name='pages_of_a_theme_in_order'), models.Index(fields=['theme', '-created_at', '-id'], name='pages_of_a_theme_as_opened'), models.Index(fields=['-modified_at', 'is_hidden'], name='pages_newest_first'), models.Index(fields=['title_key', 'is_hidden'], name='titles_that_may_be_told'), models.Index(fields=['title_skeleton'], name='titles_that_look_alike')],
                'constraints': [models.UniqueConstraint(fields=('title_key',), name='a_title_is_unique_in_the_wiki'), models.UniqueConstraint(fields=('theme', 'slug'), name='an_address_leads_to_one_page')],
            },
        ),
        migrations.CreateModel(
            name='PageRevision',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                ('act', models.CharField(choices=[('written', 'written'), ('edited', 'edited'), ('merged', 'merged with an edit made at the same time'), ('reverted', 'reverted'), ('undone', 'undone'), ('moved', 'moved'), ('incorporated', 'incorporated a contribution'), ('took_in', 'brought together with another page'), ('split_off', 'a part became a page of its own'), ('split_from', 'opened with a part of another page')], default='edited', max_length=12, verbose_name='what was done')),
                ('is_minor', models.BooleanField(default=False, verbose_name='minor edit')),
                ('about_version', models.PositiveIntegerField(help_text='The version reverted to, or undone.', null=True, verbose_name='about version')),
                ('is_text_hidden', models.BooleanField(default=False, verbose_name='text hidden')),
                ('title', models.CharField(max_length=150, verbose_name='title')),
                ('body', models.TextField(verbose_name='text')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('slug', models.SlugField(allow_unicode=True, db_index=False, max_length=88, verbose_name='address')),
                ('history_change_reason', models.CharField(blank=True, default='', max_length=200, verbose_name='edit summary')),
                ('theme', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='themes.theme', verbose_name='campaign question')),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'revision (page)',
                'verbose_name_plural': 'revisions (pages)',
                'ordering': ['-version'],
                'get_latest_by': 'version',
                'indexes': [models.Index(fields=['history_user', '-history_date'], name='revisions_of_a_person'), models.Index(fields=['theme', '-history_date'], name='revisions_of_a_theme'), models.Index(condition=models.Q(('is_text_hidden', True)), fields=['id', 'version'], name='hidden_page_revisions'), models.Index(condition=models.Q(('act__in', ('moved', 'took_in', 'split_off', 'split_from'))), fields=['-history_date'], name='rearranged_newest_first'), models.Index(condition=models.Q(('version', 1)), fields=['-history_date'], name='openings_newest_first')],
                'constraints': [models.UniqueConstraint(fields=('id', 'version'), name='page_has_one_revision_per_version')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='PageTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=150, verbose_name='title')),
                ('body', models.TextField(verbose_name='text')),
                ('body_html', models.TextField(editable=False, verbose_name='rendered text')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('modified_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='changed')),
                ('parts', models.JSONField(default=list, editable=False, verbose_name='parts')),
            ],
            options={
                'verbose_name': 'template of new pages',
                'verbose_name_plural': 'template of new pages',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='there_is_one_template_of_new_pages')],
            },
        ),
        migrations.CreateModel(
            name='PageTemplateRevision',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                ('act', models.CharField(choices=[('written', 'written'), ('edited', 'edited'), ('merged', 'merged with an edit made at the same time'), ('reverted', 'reverted'), ('undone', 'undone'), ('moved', 'moved'), ('incorporated', 'incorporated a contribution'), ('took_in', 'brought together with another page'), ('split_off', 'a part became a page of its own'), ('split_from', 'opened with a part of another page')], default='edited', max_length=12, verbose_name='what was done')),
                ('is_minor', models.BooleanField(default=False, verbose_name='minor edit')),
                ('about_version', models.PositiveIntegerField(help_text='The version reverted to, or undone.', null=True, verbose_name='about version')),
                ('title', models.CharField(max_length=150, verbose_name='title')),
                ('body', models.TextField(verbose_name='text')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('history_change_reason', models.CharField(blank=True, default='', max_length=200, verbose_name='edit summary')),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'revision (template of new pages)',
                'verbose_name_plural': 'revisions (template of new pages)',
                'ordering': ['-version'],
                'get_latest_by': 'version',
                'constraints': [models.UniqueConstraint(fields=('id', 'version'), name='pagetemplate_has_one_revision_per_version')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='PageView',
            fields=[
                ('mark', models.CharField(editable=False, max_length=32, primary_key=True, serialize=False)),
            ],
            options={
                'verbose_name': 'page view',
                'verbose_name_plural': 'page views',
            },
        ),
        migrations.CreateModel(
            name='QuestionImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='file')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='prepared by')),
                ('created_at', models.DateTimeField(verbose_name='prepared')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed')),
                ('lines', models.JSONField(default=list, verbose_name='lines')),
                ('left_out', models.JSONField(default=list, verbose_name='columns that were not read')),
                ('asked', models.PositiveIntegerField(default=0, verbose_name='questions asked')),
                ('joined', models.PositiveIntegerField(default=0, verbose_name='joined to others')),
            ],
            options={
                'verbose_name': 'import of questions',
                'verbose_name_plural': 'imports of questions',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='RateLimitCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('act', models.CharField(max_length=12, verbose_name='act')),
                ('minute', models.DateTimeField(verbose_name='since the minute')),
                ('in_minute', models.PositiveIntegerField(verbose_name='number in the minute')),
                ('hour', models.DateTimeField(verbose_name='since the hour')),
                ('in_hour', models.PositiveIntegerField(verbose_name='number in the hour')),
            ],
            options={
                'verbose_name': 'rate limit counter',
                'verbose_name_plural': 'rate limit counters',
                'ordering': ['-minute', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('person', 'act'), name='what_a_person_does_is_counted_once')],
            },
        ),
        migrations.CreateModel(
            name='RollBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('since', models.DateTimeField(verbose_name='from')),
                ('until', models.DateTimeField(verbose_name='until')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('state', models.CharField(choices=[('looking', 'being looked up'), ('shown', 'to be confirmed'), ('running', 'being done'), ('done', 'done'), ('dropped', 'dropped')], default='looking', max_length=8, verbose_name='state')),
                ('asked_at', models.DateTimeField(verbose_name='asked')),
                ('done_at', models.DateTimeField(null=True, verbose_name='done')),
                ('found', models.PositiveIntegerField(default=0, verbose_name='found')),
            ],
            options={
                'verbose_name': 'roll-back',
                'verbose_name_plural': 'roll-backs',
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('since__lt', models.F('until'))), name='a_roll_back_is_of_a_period'), models.CheckConstraint(condition=models.Q(('state__in', ['looking', 'shown', 'running', 'done', 'dropped'])), name='a_roll_back_is_in_a_state')],
            },
        ),
        migrations.CreateModel(
            name='AttachmentUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text_kind', models.CharField(max_length=60)),
                ('text_id', models.BigIntegerField()),
                ('is_current', models.BooleanField(default=True, verbose_name='in the newest version')),
                ('is_hidden', models.BooleanField(default=False, verbose_name='only in hidden versions')),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='contributions.attachment')),
            ],
            options={
                'verbose_name': 'use of a PDF file',
                'verbose_name_plural': 'uses of PDF files',
                'abstract': False,
                'indexes': [models.Index(fields=['text_kind', 'text_id'], name='attachmentuses_of_a_text')],
                'constraints': [models.UniqueConstraint(fields=('upload', 'text_kind', 'text_id'), name='a_text_holds_one_attachmentuse_once')],
            },
        ),
        migrations.CreateModel(
            name='Authorship',
            fields=[
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='contributions.page', verbose_name='page')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('runs', models.TextField(verbose_name='origins')),
                ('removed', models.TextField(blank=True, verbose_name='origins of what has gone')),
            ],
            options={
                'verbose_name': 'authorship',
                'verbose_name_plural': 'authorships',
            },
        ),
        migrations.CreateModel(
            name='Credit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='credits', to='contributions.page', verbose_name='page')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'credit',
                'verbose_name_plural': 'credits',
                'constraints': [models.UniqueConstraint(fields=('page', 'person'), name='a_person_is_credited_once_a_page')],
            },
        ),
        migrations.CreateModel(
            name='Hiding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hidings', to='contributions.page', verbose_name='page')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('hidden_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='hidden by')),
                ('hidden_at', models.DateTimeField(verbose_name='hidden')),
                ('shown_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='shown by')),
                ('shown_at', models.DateTimeField(blank=True, null=True, verbose_name='shown again')),
            ],
            options={
                'verbose_name': 'hiding',
                'verbose_name_plural': 'hidings',
                'ordering': ['-hidden_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('shown_at', None)), fields=('page',), name='a_page_is_hidden_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='ImageUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text_kind', models.CharField(max_length=60)),
                ('text_id', models.BigIntegerField()),
                ('is_current', models.BooleanField(default=True, verbose_name='in the newest version')),
                ('is_hidden', models.BooleanField(default=False, verbose_name='only in hidden versions')),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='contributions.image')),
            ],
            options={
                'verbose_name': 'use of a picture',
                'verbose_name_plural': 'uses of pictures',
                'abstract': False,
                'indexes': [models.Index(fields=['text_kind', 'text_id'], name='imageuses_of_a_text')],
                'constraints': [models.UniqueConstraint(fields=('upload', 'text_kind', 'text_id'), name='a_text_holds_one_imageuse_once')],
            },
        ),
        migrations.CreateModel(
            name='PageLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='contributions.page')),
                ('title', models.CharField(max_length=200)),
                ('title_key', models.CharField(db_index=True, max_length=200)),
            ],
            options={
                'verbose_name': 'link between pages',
                'verbose_name_plural': 'links between pages',
                'constraints': [models.UniqueConstraint(fields=('page', 'title_key'), name='a_page_links_to_a_title_once')],
            },
        ),
        migrations.CreateModel(
            name='PageMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='contributions.page', verbose_name='page')),
                ('source_version', models.PositiveIntegerField(verbose_name='version of the page')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='took_in', to='contributions.page', verbose_name='merged into')),
                ('target_version', models.PositiveIntegerField(verbose_name='as version')),
                ('merged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='merged by')),
                ('merged_at', models.DateTimeField(verbose_name='merged')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone')),
                ('moved', models.JSONField(default=dict, editable=False, verbose_name='moved')),
            ],
            options={
                'verbose_name': 'merging of pages',
                'verbose_name_plural': 'mergings of pages',
                'ordering': ['-merged_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('source',), name='a_page_is_merged_once_at_a_time'), models.UniqueConstraint(fields=('target', 'target_version'), name='a_version_takes_in_one_page'), models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='a_page_is_merged_into_another')],
            },
        ),
        migrations.CreateModel(
            name='PageScore',
            fields=[
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='standing', serialize=False, to='contributions.page', verbose_name='page')),
                ('theme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='themes.theme', verbose_name='campaign question')),
                ('readers', models.PositiveIntegerField(default=0, verbose_name='readers')),
                ('useful', models.PositiveIntegerField(default=0, verbose_name='find it useful')),
                ('score', models.PositiveIntegerField(default=0, help_text='In millionths: see docs/topics/questions-and-readers.md.', verbose_name='rank')),
            ],
            options={
                'verbose_name': 'page score',
                'verbose_name_plural': 'page scores',
                'ordering': ['-score', '-page'],
                'indexes': [models.Index(fields=['theme', '-score', '-page'], name='pages_found_most_useful')],
            },
        ),
        migrations.CreateModel(
            name='PageSplit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='splits', to='contributions.page', verbose_name='page')),
                ('source_version', models.PositiveIntegerField(verbose_name='version of the page')),
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='split_from', to='contributions.page', verbose_name='new page')),
                ('split_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='split by')),
                ('split_at', models.DateTimeField(verbose_name='split')),
            ],
            options={
                'verbose_name': 'splitting of a page',
                'verbose_name_plural': 'splittings of pages',
                'ordering': ['-split_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('source', 'source_version'), name='a_version_is_split_once'), models.CheckConstraint(condition=models.Q(('source', models.F('page')), _negated=True), name='a_page_is_split_into_another')],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='contributions.page', verbose_name='page')),
                ('page_version', models.PositiveIntegerField(verbose_name='version of the page')),
                ('exact', models.TextField(verbose_name='passage')),
                ('prefix', models.CharField(blank=True, max_length=80, verbose_name='before it')),
                ('suffix', models.CharField(blank=True, max_length=80, verbose_name='after it')),
                ('key', models.CharField(editable=False, max_length=64)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='chosen')),
                ('standing', models.CharField(choices=[('unchanged', 'unchanged'), ('changed', 'changed'), ('gone', 'gone')], default='unchanged', max_length=10, verbose_name='in the page today')),
                ('looked_in', models.PositiveIntegerField(verbose_name='looked for in version')),
                ('words', models.TextField(blank=True, verbose_name='as it stands now')),
                ('start', models.PositiveIntegerField(default=0, verbose_name='where it begins')),
            ],
            options={
                'verbose_name': 'passage',
                'verbose_name_plural': 'passages',
                'ordering': ['page', 'start', 'pk'],
                'indexes': [models.Index(fields=['page', 'looked_in'], name='passages_to_look_for_again')],
                'constraints': [models.UniqueConstraint(fields=('page', 'key'), name='colleagues_meet_on_one_passage')],
            },
        ),
        migrations.CreateModel(
            name='Protection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='protections', to='contributions.page', verbose_name='page')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('protected_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='protected by')),
                ('protected_at', models.DateTimeField(verbose_name='protected')),
                ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened again by')),
                ('lifted_at', models.DateTimeField(blank=True, null=True, verbose_name='opened again')),
            ],
            options={
                'verbose_name': 'protection',
                'verbose_name_plural': 'protections',
                'ordering': ['-protected_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('page',), name='a_page_is_protected_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Redirect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='themes.theme', verbose_name='campaign question')),
                ('slug', models.SlugField(allow_unicode=True, max_length=88, verbose_name='address')),
                ('title_key', models.CharField(db_index=True, max_length=200)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='redirects', to='contributions.page', verbose_name='page')),
            ],
            options={
                'verbose_name': 'redirect',
                'verbose_name_plural': 'redirects',
                'constraints': [models.UniqueConstraint(fields=('theme', 'slug'), name='an_old_address_leads_to_one_page')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField(verbose_name='text')),
                ('body_html', models.TextField(editable=False, verbose_name='rendered text')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('modified_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='changed')),
                ('kind', models.CharField(choices=[('experience', 'Experience'), ('advice', 'Advice'), ('nuance', 'Nuance'), ('question', 'Question'), ('answer', 'Answer')], max_length=10, verbose_name='kind')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='themes.theme', verbose_name='campaign question')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='contributions.page', verbose_name='page')),
                ('video', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='campaign.video', verbose_name='video')),
                ('reply_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='contributions.comment', verbose_name='answers')),
                ('passage', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='contributions.passage', verbose_name='passage')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('excerpt', models.CharField(editable=False, max_length=400, verbose_name='excerpt')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='written')),
                ('creation_token', models.UUIDField(editable=False, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn')),
                ('is_hidden', models.BooleanField(default=False, editable=False, verbose_name='hidden')),
                ('hidden_reason', models.CharField(blank=True, editable=False, max_length=300, verbose_name='why it is hidden')),
                ('active_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last answered')),
                ('resolved_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='settled')),
                ('resolved_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='settled by')),
                ('is_folded', models.BooleanField(default=False, editable=False, help_text='An answer that is shown when it is asked for.')),
            ],
            options={
                'verbose_name': 'contribution',
                'verbose_name_plural': 'contributions',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('page', None), ('video', None)), fields=['theme', '-created_at', '-id'], name='comments_under_a_theme'), models.Index(condition=models.Q(('is_hidden', False), ('page', None), ('video', None), ('withdrawn_at', None)), fields=['theme'], name='standing_under_a_theme'), models.Index(fields=['page', '-created_at'], name='comments_about_a_page'), models.Index(fields=['author', '-created_at'], name='comments_by_a_person'), models.Index(fields=['-created_at', '-id'], name='comments_newest_first'), models.Index(fields=['theme', '-created_at', '-id'], name='comments_of_a_theme_newest'), models.Index(condition=models.Q(('page', None), ('reply_to', None), ('video', None)), fields=['theme', '-active_at'], name='threads_under_a_theme'), models.Index(condition=models.Q(('reply_to', None), ('video__isnull', False)), fields=['video', '-active_at'], name='threads_about_a_video'), models.Index(condition=models.Q(('reply_to', None)), fields=['page', '-active_at'], name='threads_about_a_page'), models.Index(django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.Coalesce('reply_to_id', 'id'), models.BigIntegerField()), condition=models.Q(('is_folded', False)), name='threads_as_shown'), models.Index(condition=models.Q(('is_hidden', False), ('withdrawn_at', None)), fields=['reply_to', '-created_at'], name='answers_that_stand'), models.Index(condition=models.Q(('withdrawn_at__isnull', False)), fields=['id'], name='withdrawn_comments')],
                'constraints': [models.UniqueConstraint(fields=('author', 'creation_token'), name='a_form_says_one_thing'), models.CheckConstraint(condition=models.Q(('kind__in', ['experience', 'advice', 'nuance', 'question', 'answer'])), name='a_comment_is_of_a_kind'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'answer'), _negated=True), ('reply_to__isnull', False), _connector='OR'), name='an_answer_answers_something'), models.CheckConstraint(condition=models.Q(('page', None), ('video', None), _connector='OR'), name='a_comment_stands_in_one_place'), models.CheckConstraint(condition=models.Q(('passage', None), ('page__isnull', False), _connector='OR'), name='a_passage_stands_in_the_page_talked_about'), models.CheckConstraint(condition=models.Q(models.Q(('resolved_at', None), ('resolved_by', None)), models.Q(('reply_to', None), ('resolved_at__isnull', False), ('resolved_by__isnull', False)), _connector='OR'), name='a_thread_is_settled_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Endorsement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='endorsements', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='endorsements', to='contributions.page', verbose_name='page')),
                ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='endorsements', to='contributions.comment', verbose_name='contribution')),
                ('passage', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='endorsements', to='contributions.passage', verbose_name='passage')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='given')),
            ],
            options={
                'verbose_name': 'endorsement',
                'verbose_name_plural': 'endorsements',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('comment', None), ('page__isnull', False), ('passage', None)), models.Q(('comment__isnull', False), ('page', None), ('passage', None)), models.Q(('comment', None), ('page', None), ('passage__isnull', False)), _connector='OR'), name='an_endorsement_is_of_one_thing'), models.UniqueConstraint(fields=('page', 'person'), name='a_person_endorses_a_page_once'), models.UniqueConstraint(fields=('comment', 'person'), name='a_person_endorses_a_comment_once'), models.UniqueConstraint(fields=('passage', 'person'), name='a_person_endorses_a_passage_once')],
            },
        ),
        migrations.CreateModel(
            name='FirstContribution',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('at', models.DateTimeField(db_index=True, verbose_name='when')),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contributions.page', verbose_name='page')),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contributions.comment', verbose_name='contribution')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
            ],
            options={
                'verbose_name': 'first contribution',
                'verbose_name_plural': 'first contributions',
                'ordering': ['-at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('page', None), ('comment', None), _connector='OR'), name='one_begins_with_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='Incorporation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incorporations', to='contributions.comment', verbose_name='contribution')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incorporations', to='contributions.page', verbose_name='page')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('incorporated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='incorporated by')),
                ('incorporated_at', models.DateTimeField(verbose_name='incorporated')),
            ],
            options={
                'verbose_name': 'incorporation',
                'verbose_name_plural': 'incorporations',
                'ordering': ['-incorporated_at'],
                'constraints': [models.UniqueConstraint(fields=('comment', 'page'), name='a_page_takes_a_comment_up_once'), models.UniqueConstraint(fields=('page', 'version'), name='a_version_takes_up_one_comment')],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='contributions.page', verbose_name='page')),
                ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='contributions.comment', verbose_name='contribution')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
            ],
            options={
                'verbose_name': 'mention',
                'verbose_name_plural': 'mentions',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('comment', None), ('page__isnull', False)), models.Q(('comment__isnull', False), ('page', None)), _connector='OR'), name='a_mention_stands_in_one_text'), models.UniqueConstraint(fields=('page', 'person'), name='a_page_mentions_a_person_once'), models.UniqueConstraint(fields=('comment', 'person'), name='a_comment_mentions_a_person_once')],
            },
        ),
        migrations.CreateModel(
            name='Patrol',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contributions.page', verbose_name='page')),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contributions.comment', verbose_name='contribution')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('written_at', models.DateTimeField(verbose_name='written')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='read by')),
                ('at', models.DateTimeField(null=True, verbose_name='read')),
            ],
            options={
                'verbose_name': 'patrol',
                'verbose_name_plural': 'patrols',
                'ordering': ['-written_at'],
                'indexes': [models.Index(condition=models.Q(('by', None)), fields=['-written_at'], name='waiting_to_be_reviewed'), models.Index(condition=models.Q(('by__isnull', False)), fields=['-at'], name='reviewed_last_first')],
                'constraints': [models.UniqueConstraint(fields=('page', 'version'), name='a_version_of_a_page_is_reviewed_once'), models.UniqueConstraint(fields=('comment', 'version'), name='a_version_of_a_comment_is_reviewed_once'), models.CheckConstraint(condition=models.Q(models.Q(('comment__isnull', False), ('page', None)), models.Q(('comment', None), ('page__isnull', False)), _connector='OR'), name='a_review_is_of_one_thing'), models.CheckConstraint(condition=models.Q(models.Q(('at', None), ('by', None)), models.Q(('at__isnull', False), ('by__isnull', False)), _connector='OR'), name='a_review_says_who_and_when')],
            },
        ),
        migrations.CreateModel(
            name='RevisionHiding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.page', verbose_name='page')),
                ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.comment', verbose_name='contribution')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('hidden_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='hidden by')),
                ('hidden_at', models.DateTimeField(verbose_name='hidden')),
                ('shown_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='shown by')),
                ('shown_at', models.DateTimeField(blank=True, null=True, verbose_name='shown again')),
                ('body', models.TextField(blank=True, editable=False, verbose_name='text')),
                ('summary', models.CharField(blank=True, editable=False, max_length=200, verbose_name='edit summary')),
                ('title', models.CharField(blank=True, editable=False, max_length=150, verbose_name='title')),
                ('slug', models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                'verbose_name': 'hidden version',
                'verbose_name_plural': 'hidden versions',
                'ordering': ['-hidden_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('comment', None), ('page__isnull', False)), models.Q(('comment__isnull', False), ('page', None)), _connector='OR'), name='a_hidden_version_is_of_one_text'), models.UniqueConstraint(condition=models.Q(('shown_at', None)), fields=('page', 'version'), name='a_version_of_a_page_is_hidden_once'), models.UniqueConstraint(condition=models.Q(('shown_at', None)), fields=('comment', 'version'), name='a_version_of_a_comment_is_hidden_once')],
            },
        ),
        migrations.CreateModel(
            name='Thanks',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='thanks', to=settings.AUTH_USER_MODEL, verbose_name='thanked')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='thanks_given', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contributions.page', verbose_name='page')),
                ('version', models.PositiveIntegerField(blank=True, null=True, verbose_name='version')),
                ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='thanks', to='contributions.comment', verbose_name='contribution')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='given')),
            ],
            options={
                'verbose_name': 'thanks',
                'verbose_name_plural': 'thanks',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['person', '-at', '-id'], name='thanks_newest_first')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('comment', None), ('page__isnull', False), ('version__isnull', False)), models.Q(('comment__isnull', False), ('page', None), ('version', None)), _connector='OR'), name='thanks_are_for_one_thing'), models.CheckConstraint(condition=models.Q(('person', models.F('by')), _negated=True), name='nobody_thanks_herself'), models.UniqueConstraint(fields=('page', 'version', 'by'), name='a_person_thanks_once_for_a_version'), models.UniqueConstraint(fields=('comment', 'by'), name='a_person_thanks_once_for_a_comment')],
            },
        ),
        migrations.CreateModel(
            name='LogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('hide', 'hid a page'), ('show', 'showed a page again'), ('hide_version', 'hid the text of a version'), ('show_version', 'showed the text of a version again'), ('hide_said', 'hid a contribution'), ('show_said', 'showed a contribution again'), ('hide_question', 'hid a question'), ('show_question', 'showed a question again'), ('hide_file', 'hid a picture or a file'), ('show_file', 'showed a picture or a file again'), ('protect', 'protected a page'), ('unprotect', 'opened a page to everybody again'), ('merge', 'merged two pages'), ('unmerge', 'made a merged page a page of its own again'), ('split', 'split a page'), ('roll_back', 'took back what a person did'), ('stop', 'stopped an account'), ('restart', 'opened an account again'), ('report_settled', 'settled a report')], max_length=20, verbose_name='act')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.page', verbose_name='page')),
                ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.comment', verbose_name='contribution')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('version', models.PositiveIntegerField(blank=True, null=True, verbose_name='version')),
                ('details', models.JSONField(blank=True, default=dict, verbose_name='details')),
            ],
            options={
                'verbose_name': 'log entry',
                'verbose_name_plural': 'log',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='question')),
                ('text_key', models.CharField(editable=False, max_length=300)),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='themes.theme', verbose_name='campaign question')),
                ('origin', models.CharField(choices=[('employee', 'a colleague'), ('session', 'a training session'), ('customers', 'customers'), ('audit', 'an audit'), ('agency', 'an agency')], default='employee', max_length=10, verbose_name='origin')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='questions', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('video', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='campaign.video', verbose_name='asked under the video')),
                ('comment', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='question', to='contributions.comment', verbose_name='made of a contribution')),
                ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaign.trainingsession', verbose_name='training session')),
                ('room_question', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='question', to='campaign.roomquestion', verbose_name='asked in the room of a session')),
                ('room_votes', models.PositiveIntegerField(default=0, editable=False, verbose_name='others in the room who asked it')),
                ('duplicate_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duplicates', to='contributions.question', verbose_name='same as')),
                ('came_with', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.question')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('creation_token', models.UUIDField(editable=False, null=True)),
                ('asked_count', models.PositiveIntegerField(default=1, editable=False, verbose_name='people who ask it')),
                ('answer_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='pages that answer it')),
                ('is_hidden', models.BooleanField(default=False, editable=False, verbose_name='hidden')),
                ('hidden_reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='why it is hidden')),
                ('hidden_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='hidden by')),
                ('hidden_at', models.DateTimeField(editable=False, null=True, verbose_name='hidden at')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='QuestionAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contributions.question', verbose_name='question')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='question_answers', to='contributions.page', verbose_name='page')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='according to')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='said')),
            ],
            options={
                'verbose_name': 'answer to a question',
                'verbose_name_plural': 'answers to questions',
                'ordering': ['at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('question', 'page'), name='a_page_answers_a_question_once')],
            },
        ),
        migrations.CreateModel(
            name='QuestionWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='words', to='contributions.question')),
                ('word', models.CharField(max_length=20)),
            ],
            options={
                'verbose_name': 'word of a question',
                'verbose_name_plural': 'words of questions',
                'indexes': [models.Index(fields=['word', 'question'], name='questions_with_a_word')],
                'constraints': [models.UniqueConstraint(fields=('question', 'word'), name='a_question_has_a_word_once')],
            },
        ),
        migrations.CreateModel(
            name='QuestionWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='contributions.question', verbose_name='question')),
                ('text', models.CharField(max_length=300, verbose_name='it said')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='themes.theme', verbose_name='campaign question')),
                ('origin', models.CharField(choices=[('employee', 'a colleague'), ('session', 'a training session'), ('customers', 'customers'), ('audit', 'an audit'), ('agency', 'an agency')], max_length=10, verbose_name='origin')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='changed')),
            ],
            options={
                'verbose_name': 'former wording of a question',
                'verbose_name_plural': 'former wordings of questions',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reported by')),
                ('reason', models.CharField(choices=[('secret', 'It tells something confidential, or about a person'), ('wrong', 'It is wrong, and could do harm'), ('hurtful', 'It hurts somebody'), ('beside', 'It has nothing to do with the subject'), ('other', 'Something else')], max_length=10, verbose_name='reason')),
                ('words', models.TextField(blank=True, max_length=1000, verbose_name='in words')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.page', verbose_name='page')),
                ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.comment', verbose_name='contribution')),
                ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.question', verbose_name='question')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='reported')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='settled by')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled')),
                ('outcome', models.CharField(blank=True, max_length=300, verbose_name='what became of it')),
            ],
            options={
                'verbose_name': 'report',
                'verbose_name_plural': 'reports',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('settled_at', None)), fields=['-created_at', '-id'], name='reports_to_settle'), models.Index(condition=models.Q(('settled_at__isnull', False)), fields=['-settled_at', '-id'], name='reports_settled')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('comment', None), ('page__isnull', False), ('person', None), ('question', None)), models.Q(('comment__isnull', False), ('page', None), ('person', None), ('question', None)), models.Q(('comment', None), ('page', None), ('person', None), ('question__isnull', False)), models.Q(('comment', None), ('page', None), ('person__isnull', False), ('question', None)), _connector='OR'), name='a_report_is_about_one_thing'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', None)), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='a_settled_report_was_settled_by_somebody'), models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('by', 'page'), name='a_person_reports_a_page_once_at_a_time'), models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('by', 'comment'), name='a_person_reports_a_comment_once_at_a_time'), models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('by', 'question'), name='a_person_reports_a_question_once_at_a_time'), models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('by', 'person'), name='a_person_reports_a_person_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='RollBackStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('roll_back', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='contributions.rollback')),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contributions.page', verbose_name='page')),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contributions.comment', verbose_name='contribution')),
                ('question', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contributions.question', verbose_name='question')),
                ('kind', models.CharField(choices=[('undo', 'taken back as a new version'), ('hide', 'hidden'), ('leave', 'left as it is')], max_length=6, verbose_name='what becomes of it')),
                ('why', models.CharField(blank=True, choices=[('touched', 'others have changed the same passages since'), ('written_on', 'others have written on it since'), ('revised', 'written before, corrected within the period'), ('gone', 'hidden, withdrawn or merged already'), ('hidden', 'the editors have hidden the text of one of these versions'), ('nothing', 'nothing of it is left'), ('title', 'another page has the earlier title now'), ('meanwhile', 'changed since this list was made'), ('refused', 'refused')], max_length=10, verbose_name='why')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('first', models.PositiveIntegerField(verbose_name='first version of theirs')),
                ('last', models.PositiveIntegerField(verbose_name='last version of theirs')),
                ('done_at', models.DateTimeField(null=True, verbose_name='done')),
            ],
            options={
                'verbose_name': 'step of a roll-back',
                'verbose_name_plural': 'steps of a roll-back',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('roll_back', 'page'), name='a_roll_back_names_a_page_once'), models.UniqueConstraint(fields=('roll_back', 'comment'), name='a_roll_back_names_a_comment_once'), models.UniqueConstraint(fields=('roll_back', 'question'), name='a_roll_back_names_a_question_once'), models.CheckConstraint(condition=models.Q(models.Q(('comment', None), ('page__isnull', False), ('question', None)), models.Q(('comment__isnull', False), ('page', None), ('question', None)), models.Q(('comment', None), ('page', None), ('question__isnull', False)), _connector='OR'), name='a_step_is_about_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='SameQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='same', to='contributions.question', verbose_name='question')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='said')),
            ],
            options={
                'verbose_name': 'person with the same question',
                'verbose_name_plural': 'people with the same question',
                'ordering': ['-at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('question', 'person'), name='a_person_has_a_question_once')],
            },
        ),
        migrations.CreateModel(
            name='Watch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='watches', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='watches', to='contributions.page', verbose_name='page')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='watches', to='themes.theme', verbose_name='campaign question')),
                ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='watches', to='contributions.comment', verbose_name='thread')),
                ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='watches', to='contributions.question', verbose_name='question')),
                ('followed', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='followers', to=settings.AUTH_USER_MODEL, verbose_name='followed person')),
                ('is_on', models.BooleanField(default=True, verbose_name='followed')),
                ('taking_part', models.BooleanField(default=False, help_text='Nobody pressed a button: they wrote something there.', verbose_name='because of taking part')),
                ('by_name', models.BooleanField(default=False, help_text='The followed person went by their name then.')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
            ],
            options={
                'verbose_name': 'watch',
                'verbose_name_plural': 'watches',
                'ordering': ['-since', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('comment', None), ('followed', None), ('page__isnull', False), ('question', None), ('theme', None)), models.Q(('comment', None), ('followed', None), ('page', None), ('question', None), ('theme__isnull', False)), models.Q(('comment__isnull', False), ('followed', None), ('page', None), ('question', None), ('theme', None)), models.Q(('comment', None), ('followed', None), ('page', None), ('question__isnull', False), ('theme', None)), models.Q(('comment', None), ('followed__isnull', False), ('page', None), ('question', None), ('theme', None)), _connector='OR'), name='a_watch_is_of_one_thing'), models.CheckConstraint(condition=models.Q(('followed', None), models.Q(('followed', models.F('person')), _negated=True), _connector='OR'), name='nobody_follows_herself'), models.UniqueConstraint(fields=('page', 'person'), name='a_person_watches_a_page_once'), models.UniqueConstraint(fields=('theme', 'person'), name='a_person_watches_a_theme_once'), models.UniqueConstraint(fields=('comment', 'person'), name='a_person_watches_a_comment_once'), models.UniqueConstraint(fields=('question', 'person'), name='a_person_watches_a_question_once'), models.UniqueConstraint(fields=('followed', 'person'), name='a_person_watches_a_followed_once')],
            },
        ),
        migrations.AddField(
            model_name='LogEntry',
            name='question',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.question', verbose_name='question'),
        ),
        migrations.AddField(
            model_name='Question',
            name='answers',
            field=models.ManyToManyField(related_name='questions', through='contributions.QuestionAnswer', to='contributions.page', verbose_name='answered by'),
        ),
        migrations.AddIndex(
            model_name='LogEntry',
            index=models.Index(fields=['-at', '-id'], name='log_newest_first'),
        ),
        migrations.AddIndex(
            model_name='LogEntry',
            index=models.Index(fields=['act', '-at'], name='log_of_an_act'),
        ),
        migrations.AddConstraint(
            model_name='LogEntry',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['hide', 'show', 'hide_version', 'show_version', 'hide_said', 'show_said', 'hide_question', 'show_question', 'hide_file', 'show_file', 'protect', 'unprotect', 'merge', 'unmerge', 'split', 'roll_back', 'stop', 'restart', 'report_settled'])), name='a_log_entry_is_of_a_known_act'),
        ),
        migrations.AddIndex(
            model_name='Question',
            index=models.Index(condition=models.Q(('duplicate_of', None)), fields=['-created_at', '-id'], name='questions_newest_first'),
        ),
        migrations.AddIndex(
            model_name='Question',
            index=models.Index(condition=models.Q(('duplicate_of', None)), fields=['theme', '-created_at', '-id'], name='questions_of_a_theme'),
        ),
        migrations.AddIndex(
            model_name='Question',
            index=models.Index(condition=models.Q(('duplicate_of', None)), fields=['origin', '-created_at', '-id'], name='questions_of_an_origin'),
        ),
        migrations.AddIndex(
            model_name='Question',
            index=models.Index(condition=models.Q(('duplicate_of', None)), fields=['-asked_count', '-id'], name='questions_most_asked'),
        ),
        migrations.AddIndex(
            model_name='Question',
            index=models.Index(condition=models.Q(('duplicate_of', None)), fields=['theme', '-asked_count', '-id'], name='most_asked_of_a_theme'),
        ),
        migrations.AddIndex(
            model_name='Question',
            index=models.Index(condition=models.Q(('answer_count', 0), ('duplicate_of', None), ('is_hidden', False)), fields=['-asked_count', '-id'], name='questions_to_answer'),
        ),
        migrations.AddIndex(
            model_name='Question',
            index=models.Index(condition=models.Q(('answer_count', 0), ('duplicate_of', None), ('is_hidden', False)), fields=['theme', '-asked_count', '-id'], name='questions_to_answer_of_a_theme'),
        ),
        migrations.AddIndex(
            model_name='Question',
            index=models.Index(condition=models.Q(('video__isnull', False)), fields=['video', '-asked_count', '-id'], name='questions_under_a_video'),
        ),
        migrations.AddIndex(
            model_name='Question',
            index=models.Index(fields=['text_key'], name='questions_by_their_words'),
        ),
        migrations.AddConstraint(
            model_name='Question',
            constraint=models.CheckConstraint(condition=models.Q(('origin__in', ['employee', 'session', 'customers', 'audit', 'agency'])), name='a_question_comes_from_somewhere_known'),
        ),
        migrations.AddConstraint(
            model_name='Question',
            constraint=models.CheckConstraint(condition=models.Q(('duplicate_of', models.F('id')), _negated=True), name='a_question_is_no_duplicate_of_itself'),
        ),
        migrations.AddConstraint(
            model_name='Question',
            constraint=models.UniqueConstraint(fields=('entered_by', 'creation_token'), name='a_form_asks_one_question'),
        ),
        migrations.CreateModel(
            name='VideoPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='said')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='according to')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='video_pages', to='contributions.page', verbose_name='page')),
                ('video', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leads_to', to='campaign.video', verbose_name='video')),
            ],
            options={
                'verbose_name': 'page to which a video leads',
                'verbose_name_plural': 'pages to which videos lead',
                'ordering': ['at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('video', 'page'), name='a_video_leads_to_a_page_once')],
            },
        ),
        migrations.RunPython(protect_log, migrations.RunPython.noop),
        migrations.RunPython(create_statistics, migrations.RunPython.noop),
        migrations.RunPython(create_triggers, migrations.RunPython.noop),
    ]
