"""What goes to a printer, and what an agency fetches, carries the channel's short address, and is made again when it must."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from guide.distribution.channel_files import ChannelFile
from guide.models import Agency, Edition
from guide.publication.document import Guide
from guide.publication.materials import Materials
from tests.failed_tasks import FailedTasks
from tests.forms import set_form
from tests.guide.distribution.made import create_channel, create_run


@pytest.fixture
def addressed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms that say which short address they carry."""

    def make(name: str):  # type: ignore[no-untyped-def]
        return lambda guide, materials: {name: f"{guide.language} {materials.short_address}".encode()}

    for form, name in {
        "booklet": "booklet.pdf",
        "cover": "cover.pdf",
        "leaflet": "leaflet.pdf",
        "pdf": "guide.pdf",
    }.items():
        set_form(monkeypatch, form, make(name))


@pytest.mark.once
def test_a_run_has_its_own_files_with_the_code_of_its_channel(
    as_editor: Client, published: Edition, addressed: None, settings
) -> None:
    channel = create_channel()
    run = create_run(published, channel=channel)
    files = list(ChannelFile.objects.of_run(run))
    assert [(file.form, file.state) for file in files] == [("cover", "ready"), ("booklet", "ready")]
    answer = as_editor.get(f"{run.get_absolute_url()}booklet.pdf")
    content = b"".join(answer)
    assert content.decode() == f"fr {channel.address_in('fr')}"
    assert hashlib.sha256(content).hexdigest() == files[1].sha256
    assert answer["Content-Disposition"] == 'attachment; filename="pdf-pour-l-imprimeur-1-fr-lettre.pdf"'
    assert files[1].sha256 in as_editor.get(run.get_absolute_url()).text
    assert not list(settings.EDITIONS_ROOT.rglob("*lettre*"))


def test_without_a_channel_they_are_what_the_edition_itself_has(
    as_editor: Client, published: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(guide: Guide, materials: Materials) -> dict[str, bytes]:
        raise AssertionError("made twice")

    set_form(monkeypatch, "leaflet", refuse)
    run = create_run(published, form="leaflet")
    assert ChannelFile.objects.of_run(run).get().state == "ready"


def test_a_file_that_is_missing_is_made_again(as_editor: Client, published: Edition, addressed: None) -> None:
    run = create_run(published, channel=create_channel())
    file = ChannelFile.objects.of_run(run)[0]
    file.path.unlink()
    assert as_editor.get(f"{run.get_absolute_url()}cover.pdf").url == run.get_absolute_url()
    assert b"".join(as_editor.get(f"{run.get_absolute_url()}cover.pdf"))
    assert as_editor.get(f"{run.get_absolute_url()}guide.md").status_code == 404


def test_a_file_whose_workers_were_lost_is_asked_for_again(
    as_editor: Client, published: Edition, addressed: None
) -> None:
    run = create_run(published, channel=create_channel())
    file = ChannelFile.objects.of_run(run).get(form="cover")
    for minutes, expected in ((5, "waiting"), (600, "ready")):
        asked = timezone.now() - timedelta(minutes=minutes)
        ChannelFile.objects.filter(pk=file.pk).update(state="waiting", asked_at=asked)
        as_editor.get(f"{run.get_absolute_url()}cover.pdf")
        file.refresh_from_db()
        assert file.state == expected


def test_what_says_old_names_is_not_handed_out(as_editor: Client, published: Edition, addressed: None) -> None:
    run = create_run(published, channel=create_channel())
    later = timezone.now() + timedelta(seconds=1)
    Edition.objects.filter(pk=published.pk).update(names_changed_at=later)
    assert as_editor.get(f"{run.get_absolute_url()}cover.pdf").status_code == 302


def test_a_failure_is_shown_with_its_reason_and_tried_again(
    as_editor: Client,
    published: Edition,
    monkeypatch: pytest.MonkeyPatch,
    addressed: None,
    failed_tasks: FailedTasks,
) -> None:
    def fail(guide: Guide, materials: Materials) -> dict[str, bytes]:
        raise ValueError("no more ink")

    set_form(monkeypatch, "leaflet", fail)
    run = create_run(published, form="leaflet", channel=create_channel())
    failed_tasks.expect("no more ink")
    assert "ValueError: no more ink" in as_editor.get(run.get_absolute_url()).text
    set_form(monkeypatch, "leaflet", lambda guide, materials: {"leaflet.pdf": b"ink"})
    as_editor.post(run.get_absolute_url(), {"act": "again"})
    assert ChannelFile.objects.of_run(run).get().state == "ready"


def test_an_agency_gets_its_files_when_its_link_is_made(as_editor: Client, agency: Agency, addressed: None) -> None:
    as_editor.post("/curation/channels/lille/agency/link/", {"act": "make"})
    files = ChannelFile.objects.filter(channel=agency.channel)
    assert sorted(file.form for file in files) == ["leaflet", "pdf", "poster"]
