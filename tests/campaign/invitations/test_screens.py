"""The screens of waves: what is refused stands beside its field, nothing typed is lost, and what people typed is escaped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from accounts.people.carrying_out import carry_out, prepare
from campaign.invitations.models import Wave
from campaign.invitations.sending import _gather_some, gather, next_letter
from campaign.invitations.wave_figures import status_of
from notifications.mail.outbox import Letter
from tests import factories
from tests.campaign.invitations.made import NOON, create_colleagues, create_running_wave, create_wave, organiser, words

pytestmark = pytest.mark.django_db

PLAN = {
    "starts_at": "2027-03-10T12:00",
    "weekdays": ["0", "1"],
    "begin": "08:00",
    "until": "18:00",
    "letters_a_minute": "60",
}


def sent_plan(client: Client, wave: Wave, **values: Any) -> Any:
    path = f"/invitations/{wave.pk}/plan/"
    loaded = client.get(path).context["form"]["loaded"].value()
    return client.post(path, PLAN | {"loaded": loaded} | values)


def test_hours_that_end_before_they_begin_are_refused_and_nothing_is_lost(as_editor: Client) -> None:
    create_colleagues(1, site="Lille")
    answer = sent_plan(as_editor, create_wave(), begin="18:00", until="08:00", sites=["Lille"])
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"until"}
    assert answer.context["form"]["sites"].value() == ["Lille"]


def test_midnight_is_the_end_of_the_day(as_editor: Client) -> None:
    wave = create_wave()
    assert sent_plan(as_editor, wave, until="00:00").status_code == 302
    wave.refresh_from_db()
    assert wave.hours.are_open(NOON.replace(hour=22, minute=59) - timedelta(days=1))


@pytest.mark.once
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("starts_at", "2026-01-01T08:00"),
        ("starts_at", "3026-01-01T08:00"),
        ("weekdays", []),
        ("weekdays", ["9"]),
        ("letters_a_minute", "0"),
        ("letters_a_minute", "100000"),
        ("begin", "25:00"),
        ("sites", ["Nowhere"]),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(field: str, value: Any, as_editor: Client) -> None:
    wave = create_wave(starts_at=None)
    answer = sent_plan(as_editor, wave, **{field: value})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert answer.context["form"]["until"].value() == "18:00"
    wave.refresh_from_db()
    assert wave.starts_at is None


def test_a_new_wave_proposes_a_beginning_that_can_be_saved_and_names_the_clock(as_editor: Client) -> None:
    wave = create_wave(starts_at=None)
    page = as_editor.get(f"/invitations/{wave.pk}/plan/")
    assert "À l’heure du site\xa0: heure de Paris." in page.text
    proposed = page.context["form"]["starts_at"].value()
    assert sent_plan(as_editor, wave, starts_at=proposed.strftime("%Y-%m-%dT%H:%M")).status_code == 302
    wave.refresh_from_db()
    assert timedelta(minutes=10) < wave.starts_at - timezone.now() <= timedelta(minutes=30)


def test_a_letter_is_shown_in_the_first_language_of_the_site_first(as_editor: Client) -> None:
    factories.change_site_settings(language="it")
    wave = create_wave(words={code: words()["fr"] for code in ("fr", "it")})
    page = as_editor.get(wave.get_absolute_url())
    assert [text.language for text in page.context["texts"]] == ["it", "fr"]


def test_a_language_has_both_or_neither(as_editor: Client) -> None:
    sent = {"subject_fr": "Une phrase", "body_fr": "Racontez.", "subject_en": "One sentence", "body_en": ""}
    answer = as_editor.post("/invitations/new/", sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"body_en"}
    assert as_editor.post("/invitations/new/", sent | {"body_en": "Tell."}).status_code == 302
    assert set(Wave.objects.get().words) == {"fr", "en"}


def test_a_wave_to_nobody_is_not_scheduled(as_editor: Client, editor: User) -> None:
    wave = create_wave(sites=["Nowhere"], starts_at=timezone.now() + timedelta(days=1))
    as_editor.post(f"/invitations/{wave.pk}/act/", {"act": "schedule"})
    wave.refresh_from_db()
    assert wave.state == "draft"
    assert "Personne ne recevrait de lettre." in as_editor.get(wave.get_absolute_url()).content.decode()


@pytest.mark.once
def test_what_is_scheduled_is_not_changed_any_more(as_editor: Client) -> None:
    create_colleagues(2)
    wave = create_wave()
    loaded = as_editor.get(f"/invitations/{wave.pk}/words/").context["form"]["loaded"].value()
    Wave.objects.filter(pk=wave.pk).update(state="running")
    sent = {"subject_fr": "Autre", "body_fr": "Autre.", "loaded": loaded}
    assert as_editor.post(f"/invitations/{wave.pk}/words/", sent).status_code == 422
    wave.refresh_from_db()
    assert wave.subject == "Une phrase suffit"


def act(client: Client, wave: Wave, what: str) -> None:
    client.post(f"/invitations/{wave.pk}/act/", {"act": what})
    wave.refresh_from_db()


def test_a_scheduled_wave_is_taken_back_changed_and_scheduled_again(as_editor: Client, editor: User) -> None:
    create_colleagues(2, site="Lille")
    create_colleagues(3, site="Lyon")
    wave = create_running_wave(by=editor, sites=["Lille"])
    assert 'value="take_back"' in as_editor.get(wave.get_absolute_url()).content.decode()
    act(as_editor, wave, "take_back")
    assert (wave.state, wave.scheduled_at, wave.letters.count()) == ("draft", None, 0)
    assert sent_plan(as_editor, wave, sites=["Lyon"]).status_code == 302
    act(as_editor, wave, "schedule")
    gather(wave)
    assert [letter.person.site for letter in wave.letters.all()] == ["Lyon"] * 3


def test_a_wave_of_which_a_letter_has_gone_out_is_not_taken_back(as_editor: Client, editor: User) -> None:
    create_colleagues(2, site="Lille")
    wave = create_running_wave(by=editor, sites=["Lille"])
    assert next_letter(wave.pk, at=NOON) is not None
    assert 'value="take_back"' not in as_editor.get(wave.get_absolute_url()).content.decode()
    act(as_editor, wave, "take_back")
    assert (wave.state, wave.letters.count()) == ("running", 2)


def test_what_ends_a_wave_for_good_is_unfolded_first_and_says_what_it_does(as_editor: Client, editor: User) -> None:
    create_colleagues(1)
    running, draft = create_running_wave(by=editor), create_wave()
    for wave, what, said in ((running, "stop", "ne pourra pas reprendre"), (draft, "remove", "Rien n’a été envoyé")):
        html = as_editor.get(wave.get_absolute_url()).content.decode()
        button = f'value="{what}"'
        folded = next(part.partition("</details>")[0] for part in html.split("<details") if button in part)
        assert folded.index("</summary>") < folded.index(said) < folded.index(button)


def test_what_can_be_done_with_a_wave_stands_above_its_letter_and_plan(as_editor: Client, editor: User) -> None:
    create_colleagues(2)
    text = as_editor.get(create_running_wave(by=editor).get_absolute_url()).text
    assert text.index('value="pause"') < text.index("Ce que dit la lettre") < text.index('id="plan"')


def test_languages_are_named_as_inside_a_sentence(as_editor: Client) -> None:
    html = as_editor.get(create_wave().get_absolute_url()).content.decode()
    assert "Manque en : anglais, italien, japonais." in html.replace("\u00a0", " ")


def test_hours_and_speed_of_a_paused_wave_can_be_changed_and_nothing_else(as_editor: Client, editor: User) -> None:
    create_colleagues(1, site="Lille")
    wave = create_running_wave(by=editor, sites=["Lille"])
    act(as_editor, wave, "pause")
    assert sent_plan(as_editor, wave, letters_a_minute="7", sites=[], starts_at="2028-01-01T08:00").status_code == 302
    wave.refresh_from_db()
    assert (wave.letters_a_minute, wave.sites, wave.starts_at, wave.state) == (7, ["Lille"], NOON, "paused")


def test_two_who_change_the_speed_of_a_paused_wave_are_told_of_each_other(as_editor: Client, editor: User) -> None:
    create_colleagues(1, site="Lille")
    wave = create_running_wave(by=editor, sites=["Lille"])
    act(as_editor, wave, "pause")
    loaded = as_editor.get(f"/invitations/{wave.pk}/plan/").context["form"]["loaded"].value()
    assert sent_plan(as_editor, wave, letters_a_minute="7").status_code == 302
    assert sent_plan(as_editor, wave, letters_a_minute="9", loaded=loaded).status_code == 422
    act(as_editor, wave, "go_on")
    assert sent_plan(as_editor, wave, letters_a_minute="9").status_code == 422
    wave.refresh_from_db()
    assert wave.letters_a_minute == 7


@pytest.mark.once
def test_letters_that_a_stop_held_back_are_not_called_gone(as_editor: Client, editor: User) -> None:
    create_colleagues(3)
    wave = create_running_wave(by=editor)
    wave.stop()
    screen = as_editor.get(f"/invitations/{wave.pk}/", headers={"accept-language": "en"}).text
    assert "Not sent: the wave was stopped, or they opted out, are gone or without an address" in screen
    assert "Left out: gone" not in screen


def test_what_people_typed_is_escaped(as_editor: Client) -> None:
    odd = '<script>"x"</script>'
    (person,) = create_colleagues(1, site=odd, department=odd, last_name=odd)
    wave = create_running_wave(by=person, words=words(subject=odd, body=odd), sites=[odd])
    wave.letters.update(state="bounced", problem=odd, address='a"<b>@example.org')
    create_wave(reminds=wave, words=words(subject=odd))
    for path in (
        "",
        f"{wave.pk}/",
        f"{wave.pk}/letters/",
        f"{wave.pk + 1}/",
        f"{wave.pk + 1}/plan/",
        f"{wave.pk + 1}/words/",
    ):
        screen = as_editor.get(f"/invitations/{path}").content.decode()
        assert "<script>&quot;x" not in screen
        assert '<script>"x"' not in screen
        assert "<b>@example" not in screen


def test_an_uncertain_letter_is_sent_again_by_its_button_alone(as_editor: Client) -> None:
    (person,) = create_colleagues(1, site="Lille")
    wave = create_running_wave(by=person, sites=["Lille"])
    wave.letters.update(state="uncertain")
    letter = wave.letters.get()
    path = f"/invitations/{wave.pk}/letters/{letter.pk}/again/"
    assert path in as_editor.get(f"/invitations/{wave.pk}/letters/").content.decode()
    assert as_editor.get(path).status_code == 405
    assert as_editor.post(path).status_code == 302
    assert wave.letters.get().state == "waiting"


def test_while_people_are_noted_it_says_how_many_are_so_far(
    as_editor: Client, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_colleagues(5, site="Lille")
    wave = create_wave(sites=["Lille"])
    wave.schedule(by=editor, at=NOON)
    assert "0 personne est notée jusqu’ici" in shown(as_editor, wave)
    monkeypatch.setattr("campaign.invitations.sending.BATCH", 3)
    _gather_some(wave.pk)
    page = shown(as_editor, wave)
    assert "3 personnes sont notées jusqu’ici" in page and "vous pouvez quitter cet écran" in page
    assert "<progress" not in page
    gather(wave)
    assert "notées jusqu’ici" not in shown(as_editor, wave) and "<progress" in shown(as_editor, wave)


def shown(client: Client, wave: Wave) -> str:
    return client.get(wave.get_absolute_url()).content.decode()


def test_the_list_of_undelivered_letters_leads_back_to_its_first_page(
    as_editor: Client, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_colleagues(3, site="Lille")
    wave = create_running_wave(by=editor, sites=["Lille"])
    wave.letters.update(state="bounced")
    monkeypatch.setattr("campaign.invitations.views.wave_detail.ROWS", 2)
    first = f"/invitations/{wave.pk}/letters/"
    page = as_editor.get(first)
    assert f'href="{first}"' not in page.text.split("<main", 1)[1]
    last = f"?after={page.context['following']}"
    assert f'href="{last}"' in page.text
    for query in (last, "?after=999999"):  # also where nothing is left there
        assert f'href="{first}"' in as_editor.get(first + query).text.split("<main", 1)[1]


def test_it_is_said_why_a_wave_waits() -> None:
    create_colleagues(1)
    wave = create_running_wave(by=organiser(), starts_at=NOON)
    assert "commence le" in status_of(wave, at=NOON - timedelta(hours=1))
    assert "au plus 1\u00a0000 lettres par minute" in status_of(wave, at=NOON)
    wave.letters_a_minute = 1
    assert "au plus 1 lettre par minute" in status_of(wave, at=NOON)
    night = NOON.replace(hour=22)
    assert "hors de ses heures" in status_of(wave, at=night)
    assert "11\u00a0mars 2027" in status_of(wave, at=night)
    wave.problem = "421 trop de connexions"
    assert "421 trop de connexions" in status_of(wave, at=NOON)


def test_whose_reminder_did_not_arrive_is_listed_for_nobody(as_editor: Client, editor: User) -> None:
    """Whoever got one had not come."""
    (person,) = create_colleagues(1, last_name="Kerbrat")
    wave = create_running_wave(by=editor)
    reminder = create_wave(reminds=wave, state="done")
    letter = reminder.letters.create(person=person, state="uncertain", tries=1)
    path = f"/invitations/{reminder.pk}/letters/"
    assert as_editor.get(path).status_code == 404
    assert as_editor.post(f"{path}{letter.pk}/again/").status_code == 404
    screen = shown(as_editor, reminder)
    assert path not in screen and "Kerbrat" not in screen


def test_an_imported_list_leads_to_a_wave_to_its_new_people_and_nothing_is_sent(
    as_administrator: Client, administrator: User
) -> None:
    create_colleagues(3, site="Lyon")
    lines = "name;address\nÉlodie Mercier;em@helvia.example\nMia Rossi;mia@helvia.example\nAna Vert;\n"
    prepared = prepare(lines.encode(), by=administrator, name="people.csv", language="", role="")
    carry_out(prepared, by=administrator)
    report = as_administrator.get(reverse("people_import_report", args=[prepared.pk])).content.decode()
    assert 'action="/invitations/for-people/"' in report
    as_administrator.post("/invitations/for-people/", {"list": prepared.pk})
    wave = Wave.objects.get()
    assert (wave.state, wave.audience.counts().letters, wave.audience.counts().unreachable) == ("draft", 2, 1)
    assert set(wave.words) == {"fr", "en", "it", "ja"}
    assert not Letter.objects.exists()
    plan = as_administrator.get(f"/invitations/{wave.pk}/plan/").content.decode()
    assert "« people.csv » (3)" in plan.replace("\xa0", " ")


def test_people_ticked_in_their_list_are_those_of_the_wave_until_its_plan_says_otherwise(
    as_administrator: Client, as_editor: Client
) -> None:
    people = create_colleagues(5, site="Lille")
    as_administrator.post("/invitations/for-people/", {"act": "invite", "person": [one.pk for one in people[:2]]})
    wave = Wave.objects.get()
    assert set(wave.audience.to_write_to()) == set(people[:2])
    sent_plan(as_editor, wave, sites=["Lille"])
    wave.refresh_from_db()
    assert wave.audience.counts().letters == 5


def test_a_wave_that_goes_slower_than_was_chosen_says_so_and_why(editor: User) -> None:
    create_colleagues(30)
    wave = create_running_wave(by=editor, letters_a_minute=600)
    wave.letters.update(claimed_at=NOON + timedelta(minutes=1))
    now = NOON + timedelta(minutes=2)
    for held_up_by, reason in [("server", "the mail server takes 0.7 seconds"), ("site", "the site is busy")]:
        wave.held_up_by, wave.seconds_a_letter = held_up_by, 0.7
        with translation.override("en"):
            assert "slower than you chose" not in status_of(wave, at=now)  # it has just begun
            wave.letters.filter(pk=wave.letters.first().pk).update(claimed_at=NOON - timedelta(minutes=1))
            assert "slower than you chose (15 letters a minute instead of 600)" in status_of(wave, at=now)
            assert reason in status_of(wave, at=now)
        wave.letters.update(claimed_at=NOON + timedelta(minutes=1))
    wave.held_up_by = ""
    assert "slower" not in status_of(wave, at=now)
