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
                ('kind', models.CharField(choices=[('inform', 'Learn'), ('write', 'Write'), ('choose', 'Choose'), ('publish', 'Publish')], max_length=10, unique=True, verbose_name='phase')),
                ('starts_at', models.DateTimeField(verbose_name='starts')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('note', models.CharField(blank=True, help_text='A few words, such as “4 videos, 20 sessions”.', max_length=120, verbose_name='note')),
            ],
            options={
                'verbose_name': 'phase',
                'verbose_name_plural': 'phases',
                'ordering': ['starts_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='a_phase_ends_after_it_starts')],
            },
        ),
    ]
