from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Phase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('listen', 'Listen'), ('inform', 'Raise awareness'), ('write', 'Write'), ('choose', 'Choose'), ('publish', 'Publish'), ('translate', 'Translate'), ('learn', 'Learn'), ('alive', 'Keep alive'), ('other', 'Something else')], max_length=10, verbose_name='phase')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='name')),
                ('starts_at', models.DateTimeField(verbose_name='starts')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='ends')),
                ('note', models.CharField(blank=True, help_text='A few words, such as “4 videos, 20 sessions”.', max_length=120, verbose_name='note')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('text_html', models.TextField(blank=True, editable=False)),
                ('may_write', models.BooleanField(default=False, verbose_name='people write pages')),
                ('may_comment', models.BooleanField(default=False, verbose_name='people comment')),
                ('may_endorse', models.BooleanField(default=False, verbose_name='people say what is useful')),
                ('may_ask', models.BooleanField(default=False, verbose_name='people ask questions')),
                ('may_nominate', models.BooleanField(default=False, verbose_name='people propose for the guide')),
                ('may_register', models.BooleanField(default=False, verbose_name='people register for sessions')),
            ],
            options={
                'verbose_name': 'phase',
                'verbose_name_plural': 'phases',
                'ordering': ['starts_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='a_phase_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('kind', 'other'), ('name', ''), _negated=True), name='what_is_no_usual_phase_has_a_name')],
            },
        ),
    ]
