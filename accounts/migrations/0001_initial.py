import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.core.management import call_command
from django.db import migrations, models

import accounts.models


def create_cache_table(apps, schema_editor):
    """The table in which throttles count."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='erased')),
                ('sessions_ended', models.PositiveIntegerField(default=0, editable=False)),
                ('attribution', models.CharField(choices=[('full', 'First name and surname'), ('initial', 'First name and initial'), ('anonymous', 'Without my name')], default='initial', max_length=10, verbose_name='how I appear')),
                ('job', models.CharField(blank=True, max_length=120, verbose_name='job')),
                ('site', models.CharField(blank=True, max_length=120, verbose_name='place of work')),
                ('language', models.CharField(blank=True, choices=accounts.models.language_choices, default='', max_length=8, verbose_name='language')),
                ('scheme', models.CharField(blank=True, choices=[('', 'As on my device'), ('light', 'Light'), ('dark', 'Dark')], default='', max_length=5, verbose_name='light or dark')),
                ('alias', models.CharField(default=accounts.models.new_alias, editable=False, max_length=16, unique=True, verbose_name='opaque address')),
                ('watches_what_i_join', models.BooleanField(default=True, help_text='You follow everything you write in, until you stop. If this is unticked, you are not told what happens there.', verbose_name='Follow what I take part in')),
                ('department', models.CharField(blank=True, max_length=120, verbose_name='department')),
                ('name_key', models.CharField(default='', editable=False, max_length=400)),
                ('directory_key', models.CharField(default='', editable=False, max_length=800)),
                ('invited_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='invited')),
                ('notices_waiting', models.PositiveIntegerField(default=0, editable=False)),
                ('unread_count', models.PositiveIntegerField(default=0, editable=False)),
                ('mail_personal', models.CharField(choices=[('at_once', 'At once'), ('daily', 'Once a day'), ('weekly', 'Once a week'), ('never', 'Never')], default='at_once', max_length=7, verbose_name='what is addressed to me')),
                ('mail_rest', models.CharField(choices=[('at_once', 'At once'), ('daily', 'Once a day'), ('weekly', 'Once a week'), ('never', 'Never')], default='weekly', max_length=7, verbose_name='the rest')),
                ('mail_campaign', models.CharField(choices=[('at_once', 'At once'), ('daily', 'Once a day'), ('weekly', 'Once a week'), ('never', 'Never')], default='daily', max_length=7, verbose_name='the phases of the campaign')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'abstract': False,
                'indexes': [models.Index(fields=['name_key', 'id'], name='people_by_name')],
            },
            managers=[
                ('objects', accounts.models.PersonManager()),
            ],
        ),
        migrations.CreateModel(
            name='FormerAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_aliases', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('alias', models.CharField(max_length=16, unique=True, verbose_name='opaque address')),
                ('given_up_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='given up')),
            ],
            options={
                'verbose_name': 'former alias',
                'verbose_name_plural': 'former aliases',
                'ordering': ['-given_up_at'],
            },
        ),
        migrations.CreateModel(
            name='PeopleImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='file')),
                ('created_at', models.DateTimeField(verbose_name='prepared')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone')),
                ('language', models.CharField(blank=True, max_length=8, verbose_name='language')),
                ('role', models.CharField(blank=True, max_length=20, verbose_name='role')),
                ('lines', models.JSONField(default=list, verbose_name='lines')),
                ('left_out', models.JSONField(default=list, verbose_name='columns that were not read')),
                ('counts', models.JSONField(default=dict, verbose_name='counts')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='lines done')),
                ('is_running', models.BooleanField(default=False, verbose_name='under way')),
                ('stops_others', models.BooleanField(default=False, verbose_name='stops the accounts that were used since')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='prepared by')),
            ],
            options={
                'verbose_name': 'import of people',
                'verbose_name_plural': 'imports of people',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_running', True)), fields=('is_running',), name='one_import_of_people_runs_at_a_time')],
            },
        ),
        migrations.RunPython(create_cache_table, migrations.RunPython.noop),
    ]
