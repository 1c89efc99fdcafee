import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(unique=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(4)], verbose_name='number')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='address')),
                ('short_title', models.CharField(max_length=60, verbose_name='short title')),
                ('question', models.CharField(max_length=250, verbose_name='question')),
                ('introduction', models.TextField(blank=True, help_text='Shown under the question, as plain text.', verbose_name='introduction')),
                ('starters', models.JSONField(blank=True, default=list, help_text='A list of the beginnings of sentences.', verbose_name='sentence starters')),
                ('sentence', models.CharField(blank=True, help_text='Stands beside the box. Whoever completes it writes after the three dots.', max_length=200, verbose_name='sentence to complete')),
            ],
            options={
                'verbose_name': 'theme',
                'verbose_name_plural': 'themes',
                'ordering': ['number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('number__range', (1, 4))), name='a_theme_has_a_number_from_1_to_4')],
            },
        ),
    ]
