"""Sections that editors name themselves take the place of four notions and of "Before publishing", also in what is frozen."""

from __future__ import annotations

from typing import Any

from django.conf import settings as configured
from django.db import migrations, models

ORDER = {
    "editorial": ("front", 1),
    "introduction": ("front", 2),
    "conclusion": ("back", 1),
    "before_publishing": ("back", 2),
    "glossary": ("back", 3),
    "bibliography": ("back", 4),
    "acknowledgements": ("back", 5),
}
KINDS = ["editorial", "introduction", "notion", *list(ORDER)[2:]]
NOTIONS = 4
HEADINGS = {
    "en": ["One notion to begin with", "Two notions to begin with", "Three notions to begin with", "Four notions to begin with"],
    "fr": ["Une notion pour commencer", "Deux notions pour commencer", "Trois notions pour commencer", "Quatre notions pour commencer"],
    "it": ["Una nozione per cominciare", "Due nozioni per cominciare", "Tre nozioni per cominciare", "Quattro nozioni per cominciare"],
    "ja": ["はじめに知っておきたい一つのキーワード", "はじめに知っておきたい二つのキーワード", "はじめに知っておきたい三つのキーワード", "はじめに知っておきたい四つのキーワード"],
}  # fmt: skip


def heading_in(language: str, count: int) -> str:
    """What stood over so many notions."""
    return HEADINGS.get(language, HEADINGS["en"])[min(count, NOTIONS) - 1]


def name_sections(apps: Any, schema_editor: Any) -> None:
    section, revision = apps.get_model("guide", "Section"), apps.get_model("guide", "SectionRevision")
    unwritten = section.objects.filter(kind__in=["notion", "before_publishing"], version=1, body="")
    revision.objects.filter(id__in=list(unwritten.values_list("pk", flat=True))).delete()
    unwritten.delete()
    for kind, (side, order) in ORDER.items():
        section.objects.filter(kind=kind).update(side=side, order=order)
    notions = list(section.objects.filter(kind="notion").order_by("position"))
    for row in notions:
        values = {"kind": "text", "side": "front", "order": 3 + row.position, "is_inner": True}
        section.objects.filter(pk=row.pk).update(**values)
    section.objects.filter(kind="before_publishing").update(kind="text", position=NOTIONS + 1)
    if notions:
        write_heading(apps, section, revision, notions)


def write_heading(apps: Any, section: Any, revision: Any, notions: list[Any]) -> None:
    """The heading that the book itself wrote over them, a section of its own now, translated as it was."""
    settings = apps.get_model("site_settings", "SiteSettings").objects.first()
    own = settings.language if settings and settings.language else configured.LANGUAGE_CODE
    title, at = heading_in(own, len(notions)), notions[0].modified_at
    values = {"title": title, "body": "", "version": 1}
    row = section.objects.create(
        kind="text", position=NOTIONS + 2, side="front", order=3, body_html="", modified_at=at, **values
    )
    revision.objects.create(id=row.pk, act="written", history_date=at, history_type="+", **values)
    translation = apps.get_model("guide", "Translation")
    of_notions = translation.objects.filter(section__in=[notion.pk for notion in notions])
    for known in {one.language: one for one in of_notions.order_by("at")}.values():
        said = heading_in(known.language, len(notions))
        translation.objects.create(
            section=row,
            language=known.language,
            title=said,
            segments=[{"field": "title", "source": title, "target": said}],
            source_version=1,
            by=known.by,
            approved_by=known.approved_by,
            at=known.at,
        )


def name_frozen_sections(apps: Any, schema_editor: Any) -> None:
    for row in apps.get_model("guide", "EditionText").objects.filter(document__isnull=False).iterator():
        row.document["sections"] = list(named(row.document))
        row.save(update_fields=["document"])


def named(document: dict[str, Any]) -> Any:
    """The sections of a frozen document as they are called now, at the places and under the anchors that they had."""
    sections = sorted(document["sections"], key=lambda section: KINDS.index(section["kind"]))
    count = sum(section["kind"] == "notion" for section in sections)
    number = 0
    for section in sections:
        if section["kind"] == "before_publishing":
            yield section | {"kind": "text", "place": "before-publishing", "side": "back", "is_inner": False}
        elif section["kind"] == "notion":
            number += 1
            if number == 1:
                heading = {"title": heading_in(document["language"], count), "text": "", "html": "", "language": ""}
                yield heading | {"kind": "text", "place": "notions", "side": "front", "is_inner": False}
            place = f"notion-{number}" if count > 1 else "notion"
            yield section | {"kind": "text", "place": place, "side": "front", "is_inner": True}
        else:
            yield section


class Migration(migrations.Migration):
    dependencies = [("guide", "0001_initial"), ("site_settings", "0002_public_texts")]
    operations = [
        migrations.AddField(
            model_name="section",
            name="side",
            field=models.CharField(
                blank=True,
                choices=[("front", "Before the chapters"), ("back", "After the chapters")],
                default="",
                editable=False,
                max_length=5,
            ),
        ),
        migrations.AddField(
            model_name="section", name="order", field=models.PositiveSmallIntegerField(default=0, editable=False)
        ),
        migrations.AddField(
            model_name="section", name="is_inner", field=models.BooleanField(default=False, editable=False)
        ),
        migrations.AddField(
            model_name="section", name="is_removed", field=models.BooleanField(default=False, editable=False)
        ),
        migrations.AlterField(
            model_name="section",
            name="kind",
            field=models.CharField(
                choices=[
                    ("editorial", "Editorial"),
                    ("introduction", "Introduction"),
                    ("text", "Section"),
                    ("opening", "Opening of a chapter"),
                    ("conclusion", "Conclusion"),
                    ("glossary", "Glossary"),
                    ("bibliography", "Bibliography"),
                    ("acknowledgements", "Acknowledgements"),
                    ("self_check", "Self-check"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.RunPython(name_sections, migrations.RunPython.noop),
        migrations.RunPython(name_frozen_sections, migrations.RunPython.noop),
    ]
