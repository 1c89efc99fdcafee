import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Concealment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=120, unique=True, verbose_name='what')),
            ],
            options={
                'verbose_name': 'concealment',
                'verbose_name_plural': 'concealments',
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('key', models.CharField(max_length=140, verbose_name='key')),
                ('rhythm', models.CharField(choices=[('at_once', 'At once'), ('daily', 'Once a day'), ('weekly', 'Once a week'), ('never', 'Never')], max_length=7, verbose_name='rhythm')),
                ('state', models.CharField(choices=[('waiting', 'waits'), ('handed', 'handed to the mail server'), ('sent', 'sent'), ('empty', 'nothing left to say'), ('doubtful', 'doubtful'), ('failed', 'refused by the mail server')], default='waiting', max_length=8, verbose_name='state')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created')),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next try')),
                ('handed_at', models.DateTimeField(blank=True, null=True, verbose_name='handed to the mail server')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                ('problem', models.TextField(blank=True, verbose_name='problem')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['rhythm', 'next_try_at'], name='letters_that_wait'), models.Index(condition=models.Q(('state', 'handed')), fields=['handed_at'], name='letters_handed_over'), models.Index(fields=['state', '-created_at'], name='letters_by_state'), models.Index(fields=['key', 'person'], name='letters_of_one_round')],
                'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='a_letter_is_written_once')],
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('kind', models.CharField(max_length=14, verbose_name='kind')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who did it')),
                ('place', models.CharField(max_length=60, verbose_name='place')),
                ('place_title', models.CharField(blank=True, max_length=200, verbose_name='title of the place')),
                ('about', models.CharField(blank=True, max_length=60, verbose_name='what was written')),
                ('key', models.CharField(max_length=120, verbose_name='key')),
                ('url', models.CharField(max_length=500, verbose_name='address')),
                ('excerpt', models.TextField(blank=True, verbose_name='excerpt')),
                ('personal', models.BooleanField(default=False, verbose_name='addressed to the person')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created')),
                ('shown_at', models.DateTimeField(blank=True, null=True, verbose_name='shown')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read')),
                ('concealed_at', models.DateTimeField(blank=True, null=True, verbose_name='concealed')),
                ('letter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notifications', to='notifications.letter', verbose_name='letter')),
            ],
            options={
                'verbose_name': 'notification',
                'verbose_name_plural': 'notifications',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('concealed_at', None)), fields=['person', '-created_at', '-id'], name='what_a_person_was_told'), models.Index(condition=models.Q(('concealed_at', None), ('read_at', None)), fields=['person', '-created_at', '-id'], name='what_a_person_has_not_read'), models.Index(condition=models.Q(('concealed_at', None), ('read_at', None), ('letter', None)), fields=['created_at'], name='what_may_be_mailed'), models.Index(fields=['place'], name='told_of_a_place'), models.Index(fields=['about'], name='told_of_what_was_written'), models.Index(fields=['key'], name='told_of_a_version'), models.Index(fields=['read_at'], name='what_was_read_when'), models.Index(fields=['created_at'], name='what_was_told_when')],
                'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='a_person_is_told_a_thing_once')],
            },
        ),
    ]
