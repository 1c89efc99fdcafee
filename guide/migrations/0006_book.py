"""The book: editions in several languages and many forms, what they cite, where they went."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contributions', '0007_desk'),
        ('guide', '0005_matters'),
        ('themes', '0002_sentence'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('contact', models.CharField(blank=True, max_length=120, verbose_name='contact')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('address', models.TextField(blank=True, verbose_name='where parcels go')),
                ('digest', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ('link_made_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='link made')),
                ('link_opened_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='link last opened')),
            ],
            options={
                'verbose_name': 'agency',
                'verbose_name_plural': 'agencies',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Channel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('kind', models.CharField(choices=[('agency', 'agency'), ('newsletter', 'newsletter'), ('intranet', 'intranet page'), ('event', 'event'), ('other', 'other')], max_length=10, verbose_name='kind')),
                ('code', models.SlugField(max_length=24, unique=True, verbose_name='code')),
                ('language', models.CharField(default='fr', max_length=8, verbose_name='language')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='no longer used since')),
            ],
            options={
                'verbose_name': 'channel',
                'verbose_name_plural': 'channels',
                'ordering': ['kind', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Count',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.PositiveIntegerField(verbose_name='edition')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('form', models.CharField(max_length=10, verbose_name='form')),
                ('channel', models.CharField(blank=True, default='', max_length=24, verbose_name='channel')),
                ('day', models.DateField(verbose_name='day')),
                ('number', models.PositiveIntegerField(default=0, verbose_name='readers')),
            ],
            options={
                'verbose_name': 'count',
                'verbose_name_plural': 'counts',
                'ordering': ['-day', 'edition', 'language', 'form', 'channel'],
            },
        ),
        migrations.CreateModel(
            name='CountedReader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('digest', models.BinaryField(max_length=16)),
            ],
        ),
        migrations.CreateModel(
            name='DaySalt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('value', models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='EditionText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='title')),
                ('subtitle', models.CharField(blank=True, max_length=200, verbose_name='subtitle')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('document', models.JSONField(blank=True, editable=False, null=True, verbose_name='frozen document')),
            ],
            options={
                'verbose_name': 'text of an edition',
                'verbose_name_plural': 'texts of editions',
                'ordering': ['edition', 'language'],
            },
        ),
        migrations.CreateModel(
            name='Erratum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(blank=True, max_length=8, verbose_name='language')),
                ('anchor', models.CharField(max_length=40, verbose_name='place')),
                ('was', models.TextField(verbose_name='what it says')),
                ('now', models.TextField(verbose_name='what it should say')),
                ('why', models.CharField(max_length=300, verbose_name='why')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
            ],
            options={
                'verbose_name': 'erratum',
                'verbose_name_plural': 'errata',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Handout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(default='fr', max_length=8, verbose_name='language')),
                ('form', models.CharField(choices=[('booklet', 'booklet'), ('poster', 'poster'), ('leaflet', 'leaflet')], default='booklet', max_length=10, verbose_name='form')),
                ('copies', models.PositiveIntegerField(verbose_name='copies')),
                ('on', models.DateField(verbose_name='on')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
            ],
            options={
                'verbose_name': 'copies handed out',
                'verbose_name_plural': 'copies handed out',
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Illustration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'illustration',
                'verbose_name_plural': 'illustrations',
                'ordering': ['theme__number'],
            },
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(default='fr', max_length=8, verbose_name='language')),
                ('form', models.CharField(choices=[('booklet', 'booklet'), ('poster', 'poster'), ('leaflet', 'leaflet')], default='booklet', max_length=10, verbose_name='form')),
                ('copies', models.PositiveIntegerField(verbose_name='copies')),
                ('state', models.CharField(choices=[('asked', 'asked for'), ('accepted', 'accepted'), ('sent', 'sent'), ('delivered', 'delivered'), ('refused', 'refused'), ('cancelled', 'cancelled')], default='asked', max_length=10, verbose_name='state')),
                ('wanted_by', models.DateField(blank=True, null=True, verbose_name='wanted by')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked for')),
            ],
            options={
                'verbose_name': 'order',
                'verbose_name_plural': 'orders',
                'ordering': ['-asked_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='OrderStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('asked', 'asked for'), ('accepted', 'accepted'), ('sent', 'sent'), ('delivered', 'delivered'), ('refused', 'refused'), ('cancelled', 'cancelled')], max_length=10, verbose_name='state')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='words')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
            ],
            options={
                'verbose_name': 'step of an order',
                'verbose_name_plural': 'steps of orders',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PrintRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(default='fr', max_length=8, verbose_name='language')),
                ('form', models.CharField(choices=[('booklet', 'booklet'), ('poster', 'poster'), ('leaflet', 'leaflet')], default='booklet', max_length=10, verbose_name='form')),
                ('copies', models.PositiveIntegerField(verbose_name='copies')),
                ('printer', models.CharField(blank=True, max_length=120, verbose_name='printer')),
                ('format', models.CharField(blank=True, max_length=120, verbose_name='format and paper')),
                ('cost', models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, verbose_name='cost, in euros')),
                ('ordered_on', models.DateField(blank=True, null=True, verbose_name='ordered on')),
                ('delivered_on', models.DateField(blank=True, null=True, verbose_name='delivered on')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('entered_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='entered')),
            ],
            options={
                'verbose_name': 'print run',
                'verbose_name_plural': 'print runs',
                'ordering': ['-ordered_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Reference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=80, unique=True, verbose_name='key')),
                ('csl', models.JSONField(verbose_name='CSL JSON')),
                ('sort_key', models.CharField(blank=True, editable=False, max_length=200)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='added')),
            ],
            options={
                'verbose_name': 'reference',
                'verbose_name_plural': 'references',
                'ordering': ['sort_key', 'key'],
            },
        ),
        migrations.CreateModel(
            name='Translation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('title', models.CharField(max_length=250, verbose_name='title')),
                ('short_title', models.CharField(blank=True, max_length=60, verbose_name='short title')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('body_html', models.TextField(blank=True, editable=False)),
                ('quote', models.CharField(blank=True, max_length=500, verbose_name='quotation')),
                ('source_version', models.PositiveIntegerField(default=0, verbose_name='made from version')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
            ],
            options={
                'verbose_name': 'translation',
                'verbose_name_plural': 'translations',
                'ordering': ['language', 'pk'],
            },
        ),
        migrations.AlterModelOptions(
            name='editionfile',
            options={'ordering': ['edition', 'language', 'pk'], 'verbose_name': 'file of an edition', 'verbose_name_plural': 'files of editions'},
        ),
        migrations.RemoveConstraint(
            model_name='edition',
            name='one_edition_is_in_preparation',
        ),
        migrations.RemoveConstraint(
            model_name='edition',
            name='a_published_edition_has_its_document',
        ),
        migrations.RemoveConstraint(
            model_name='editionfile',
            name='an_edition_has_each_form_once',
        ),
        migrations.AddField(
            model_name='edition',
            name='contact',
            field=models.CharField(blank=True, max_length=200, verbose_name='contact'),
        ),
        migrations.AddField(
            model_name='edition',
            name='cover_image',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.image', verbose_name='picture on the cover'),
        ),
        migrations.AddField(
            model_name='edition',
            name='credits',
            field=models.TextField(blank=True, verbose_name='credits'),
        ),
        migrations.AddField(
            model_name='edition',
            name='isbn',
            field=models.CharField(blank=True, max_length=17, verbose_name='ISBN'),
        ),
        migrations.AddField(
            model_name='edition',
            name='licence',
            field=models.CharField(blank=True, max_length=120, verbose_name='licence'),
        ),
        migrations.AddField(
            model_name='edition',
            name='licence_url',
            field=models.URLField(blank=True, max_length=300, verbose_name='address of the licence'),
        ),
        migrations.AddField(
            model_name='edition',
            name='names_changed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='names changed'),
        ),
        migrations.AddField(
            model_name='edition',
            name='place',
            field=models.CharField(blank=True, max_length=80, verbose_name='place of publication'),
        ),
        migrations.AddField(
            model_name='edition',
            name='publish_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='to be published'),
        ),
        migrations.AddField(
            model_name='edition',
            name='publisher',
            field=models.CharField(blank=True, max_length=120, verbose_name='publisher'),
        ),
        migrations.AddField(
            model_name='edition',
            name='withdrawal_notice',
            field=models.CharField(blank=True, max_length=500, verbose_name='notice of withdrawal'),
        ),
        migrations.AddField(
            model_name='edition',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn'),
        ),
        migrations.AddField(
            model_name='edition',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='editionfile',
            name='asked_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='asked for'),
        ),
        migrations.AddField(
            model_name='editionfile',
            name='language',
            field=models.CharField(default='fr', max_length=8, verbose_name='language'),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='edition',
            name='status',
            field=models.CharField(choices=[('draft', 'in preparation'), ('proof', 'in proof'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', max_length=10, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='editionfile',
            name='form',
            field=models.CharField(choices=[('web', 'web page'), ('share', 'pictures for sharing'), ('pdf', 'PDF'), ('booklet', 'PDF for the printer'), ('cover', 'cover for the printer'), ('poster', 'poster'), ('leaflet', 'leaflet'), ('epub', 'EPUB'), ('docx', 'Word document'), ('markdown', 'Markdown'), ('json', 'JSON')], max_length=10, verbose_name='form'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(models.Case(models.When(models.Q(('status__in', ('draft', 'proof'))), then=models.Value(1))), name='one_edition_is_in_preparation'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('status__in', ('draft', 'proof'))), models.Q(('published_at__isnull', False), ('status__in', ('published', 'withdrawn'))), _connector='OR'), name='a_published_edition_has_its_date'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), ('withdrawn_at__isnull', False)), models.Q(models.Q(('status', 'withdrawn'), _negated=True), ('withdrawn_at__isnull', True)), _connector='OR'), name='a_withdrawn_edition_has_its_date'),
        ),
        migrations.AddConstraint(
            model_name='editionfile',
            constraint=models.UniqueConstraint(fields=('edition', 'language', 'form'), name='an_edition_has_each_form_once_a_language'),
        ),
        migrations.AddField(
            model_name='channel',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
        ),
        migrations.AddField(
            model_name='agency',
            name='channel',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='agency', to='guide.channel', verbose_name='channel'),
        ),
        migrations.AddConstraint(
            model_name='count',
            constraint=models.UniqueConstraint(fields=('day', 'edition', 'language', 'form', 'channel'), name='a_day_is_counted_once'),
        ),
        migrations.AddConstraint(
            model_name='countedreader',
            constraint=models.UniqueConstraint(fields=('day', 'digest'), name='a_reader_is_counted_once_a_day'),
        ),
        migrations.AddField(
            model_name='editiontext',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='guide.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='erratum',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='erratum',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='errata', to='guide.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='handout',
            name='channel',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='handouts', to='guide.channel', verbose_name='channel'),
        ),
        migrations.AddField(
            model_name='handout',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='guide.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='handout',
            name='entered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='illustration',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='illustrations', to='guide.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='illustration',
            name='image',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.image', verbose_name='picture'),
        ),
        migrations.AddField(
            model_name='illustration',
            name='theme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='themes.theme', verbose_name='theme'),
        ),
        migrations.AddField(
            model_name='order',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='guide.agency', verbose_name='agency'),
        ),
        migrations.AddField(
            model_name='order',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='guide.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='orderstep',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='orderstep',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='guide.order', verbose_name='order'),
        ),
        migrations.AddField(
            model_name='printrun',
            name='channel',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='print_runs', to='guide.channel', verbose_name='channel'),
        ),
        migrations.AddField(
            model_name='printrun',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='guide.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='printrun',
            name='entered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='reference',
            name='added_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by'),
        ),
        migrations.AddField(
            model_name='translation',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='translation',
            name='section',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='translations', to='guide.section'),
        ),
        migrations.AddField(
            model_name='translation',
            name='theme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='themes.theme'),
        ),
        migrations.AddField(
            model_name='translation',
            name='tip',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='translations', to='guide.tip'),
        ),
        migrations.AddConstraint(
            model_name='editiontext',
            constraint=models.UniqueConstraint(fields=('edition', 'language'), name='an_edition_speaks_a_language_once'),
        ),
        migrations.AddConstraint(
            model_name='handout',
            constraint=models.CheckConstraint(condition=models.Q(('copies__gt', 0)), name='a_handout_has_copies'),
        ),
        migrations.AddConstraint(
            model_name='illustration',
            constraint=models.UniqueConstraint(fields=('edition', 'theme'), name='a_theme_has_one_illustration_an_edition'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['state', '-asked_at'], name='orders_by_state'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('copies__gt', 0)), name='an_order_has_copies'),
        ),
        migrations.AddConstraint(
            model_name='printrun',
            constraint=models.CheckConstraint(condition=models.Q(('copies__gt', 0)), name='a_print_run_has_copies'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('section__isnull', True), ('theme__isnull', True), ('tip__isnull', False)), models.Q(('section__isnull', False), ('theme__isnull', True), ('tip__isnull', True)), models.Q(('section__isnull', True), ('theme__isnull', False), ('tip__isnull', True)), _connector='OR'), name='a_translation_is_of_one_text'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.UniqueConstraint(fields=('language', 'tip'), name='a_tip_has_one_translation_a_language'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.UniqueConstraint(fields=('language', 'section'), name='a_section_has_one_translation_a_language'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.UniqueConstraint(fields=('language', 'theme'), name='a_theme_has_one_translation_a_language'),
        ),
    ]
