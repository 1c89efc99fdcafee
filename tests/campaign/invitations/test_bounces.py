"""Letters that come back are known by their signed address alone; too many halt a wave. All reports are written here."""

from __future__ import annotations

import io
import mailbox
from datetime import timedelta
from email.message import EmailMessage, Message
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from campaign.invitations.bounces import MOST_BYTES, fetch_bounces, letter_in, read_bounce, return_path, take_in
from campaign.invitations.models import Wave
from campaign.invitations.sending import send_what_is_due
from tests.campaign.invitations.made import NOON, create_colleagues, create_running_wave, organiser, states

pytestmark = pytest.mark.django_db


def report(action: str = "failed", *, to: str, status: str = "5.1.1", said: str = "550 5.1.1 unknown user") -> bytes:
    """A delivery report as RFC 3464 has it."""
    message = MIMEMultipart("report", **{"report-type": "delivery-status"})
    message["From"], message["To"], message["Subject"] = "postmaster@elsewhere.example", to, "Returned"
    message.attach(MIMEText("The letter could not be delivered."))
    whole, one = Message(), Message()
    whole["Reporting-MTA"] = "dns; mx.elsewhere.example"
    one["Final-Recipient"] = "rfc822; somebody.else@elsewhere.example"
    one["Action"], one["Status"], one["Diagnostic-Code"] = action, status, f"smtp; {said}"
    delivery = MIMEBase("message", "delivery-status")
    delivery.set_payload([whole, one])
    message.attach(delivery)
    message.attach(MIMEMessage(MIMEText("Notre lettre")))
    return message.as_bytes()


@pytest.fixture
def sent() -> Wave:
    create_colleagues(10)
    wave = create_running_wave(by=organiser())
    send_what_is_due(at=NOON)
    return wave


def path_of(wave: Wave, place: int = 0) -> str:
    return return_path(wave.letters.order_by("pk")[place].pk)


def test_a_letter_that_failed_is_marked_with_the_reason(sent: Wave) -> None:
    assert take_in(report(to=path_of(sent))) is not None
    first = sent.letters.order_by("pk")[0]
    assert (first.state, first.problem) == ("bounced", "smtp; 550 5.1.1 unknown user")
    assert states(sent).count("sent") == 9


def test_a_letter_that_is_late_stays_sent(sent: Wave) -> None:
    take_in(report("delayed", to=path_of(sent), status="4.4.1", said="connection timed out"))
    first = sent.letters.order_by("pk")[0]
    assert (first.state, first.problem) == ("sent", "smtp; connection timed out")


def test_the_address_in_the_text_means_nothing(sent: Wave) -> None:
    """The report names somebody else: it is the letter of the signed address that failed."""
    other = sent.letters.order_by("pk")[1]
    take_in(report(to=path_of(sent), said=f"550 {other.address} unknown"))
    assert states(sent)[:2] == ["bounced", "sent"]


@pytest.mark.once
@pytest.mark.parametrize("case", ["unsigned", "forged", "another letter's", "none", "huge"])
def test_what_is_not_signed_by_this_site_is_left_alone(case: str, sent: Wave) -> None:
    whole = path_of(sent)
    to = {
        "unsigned": "retours@guide.example",
        "forged": whole.replace(whole[-20], "0" if whole[-20] != "0" else "1"),
        "another letter's": whole.replace("+w", "+w1"),
        "none": "",
        "huge": "retours+w" + "9" * 4000 + "-0123456789abcdef@guide.example",
    }[case]
    assert take_in(report(to=to)) is None
    assert "bounced" not in states(sent)


@pytest.mark.once
def test_an_answer_from_a_holiday_is_no_returned_letter(sent: Wave) -> None:
    message = EmailMessage()
    message["To"], message["Subject"], message["Auto-Submitted"] = path_of(sent), "Absente", "auto-replied"
    message.set_content("Je suis en congé jusqu’au 12.")
    assert take_in(message.as_bytes()) is None
    assert "bounced" not in states(sent)


@pytest.mark.once
def test_the_address_that_the_mail_server_names_goes_before_those_in_the_letter(sent: Wave) -> None:
    content = report(to=path_of(sent, 1))
    assert take_in(content, recipient="retours@guide.example") is None
    take_in(content, recipient=path_of(sent, 2))
    assert states(sent)[:3] == ["sent", "sent", "bounced"]


@pytest.mark.once
def test_hostile_letters_are_bounded(sent: Wave) -> None:
    to = path_of(sent)
    nested = MIMEText("x")
    for _level in range(40):
        outer = MIMEMultipart()
        outer.attach(nested)
        nested = outer
    nested["To"] = to
    many = MIMEMultipart()
    many["To"] = to
    for _part in range(300):
        many.attach(MIMEText("x"))
    odd = f'To: {to}\r\nContent-Type: multipart/report; boundary="\r\n\r\n'.encode() + b"\xff\x00" * 1000
    for content in (nested.as_bytes(), many.as_bytes(), odd, b"", b"\x00" * 100, b"To: " + b"<" * 100_000):
        assert take_in(content) is None
    assert "bounced" not in states(sent)
    long_one = report(to=to) + b"x" * (20 * MOST_BYTES)
    assert read_bounce(long_one) is not None


def test_a_letter_that_comes_back_twice_counts_once(sent: Wave) -> None:
    for _time in range(2):
        take_in(report(to=path_of(sent)))
    assert states(sent).count("bounced") == 1


@pytest.mark.once
def test_a_wave_halts_above_five_percent_of_enough_letters_and_counts_anew_when_it_goes_on(settings) -> None:
    settings.BOUNCES_COUNTED_FROM = 20
    create_colleagues(45)
    wave = create_running_wave(by=organiser(), letters_a_minute=40)
    send_what_is_due(at=NOON)
    for place in range(3):
        take_in(report(to=path_of(wave, place)))
        wave.refresh_from_db()
        assert wave.state == ("running" if place < 2 else "paused")  # 3 of 40
    wave.go_on(at=NOON + timedelta(minutes=1))
    take_in(report(to=path_of(wave, 3)))
    wave.refresh_from_db()
    assert wave.state == "running"


@pytest.mark.once
def test_a_returned_letter_comes_by_a_pipe(sent: Wave, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    class Pipe:
        buffer = io.BytesIO(report(to="x@y.example"))

    monkeypatch.setattr("sys.stdin", Pipe())
    call_command("take_in_bounce", path_of(sent))
    assert states(sent)[0] == "bounced"


@pytest.mark.once
def test_returned_letters_are_read_out_of_a_maildir_and_removed(sent: Wave, settings, tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "box")
    for content in (report(to=path_of(sent)), b"Subject: something else\r\n\r\nx"):
        box.add(content)
    settings.BOUNCE_MAILBOX = f"maildir://{tmp_path / 'box'}"
    assert fetch_bounces() == 1
    assert states(sent)[0] == "bounced"
    assert len(box) == 0


@pytest.mark.once
def test_a_letter_that_no_program_can_read_keeps_none_behind_it(sent: Wave, settings, tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "box")
    for charset in ("undefined", "a\x00b", "idna"):
        box.add(f"Content-Type: multipart/report; boundary*={charset}''%ff\r\n\r\nx".encode())
    box.add(report(to=path_of(sent)))
    settings.BOUNCE_MAILBOX = f"maildir://{tmp_path / 'box'}"
    assert fetch_bounces() == 1
    assert states(sent)[0] == "bounced"
    assert len(box) == 0


@pytest.mark.once
def test_returned_letters_are_read_by_imap(sent: Wave, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[tuple[object, ...]] = []

    class Imap:
        def __init__(self, *address: object, **_options: object) -> None:
            done.append(address)

        def __enter__(self) -> Imap:
            return self

        def __exit__(self, *_error: object) -> None:
            done.append(("closed",))

        def __getattr__(self, name: str):
            answers = {"search": ("OK", [b"1 2"]), "fetch": ("OK", [(b"1", report(to=path_of(sent))), b")"])}

            def call(*args: object):
                done.append((name, *args))
                return answers.get(name, ("OK", [b""]))

            return call

    monkeypatch.setattr("imaplib.IMAP4_SSL", Imap)
    settings.BOUNCE_MAILBOX = "imaps://retours:mot%20secret@mail.example/Retours"
    assert fetch_bounces() == 2
    assert states(sent).count("bounced") == 1
    assert done[:3] == [("mail.example", 993), ("login", "retours", "mot secret"), ("select", "Retours")]
    assert [one[0] for one in done].count("store") == 2
    assert done[-2:] == [("expunge",), ("closed",)]


def test_a_mailbox_that_cannot_be_read_says_so(settings, tmp_path: Path) -> None:
    settings.BOUNCE_MAILBOX = f"maildir://{tmp_path}"
    with pytest.raises(CommandError, match="no Maildir"):
        call_command("fetch_bounces")


def test_a_return_path_names_its_letter(settings) -> None:
    assert letter_in(f"Somebody <{return_path(7).upper()}>") == 7
    settings.BOUNCE_ADDRESS = ""
    assert return_path(7) == ""
