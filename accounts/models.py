"""Who: a person, how she wants to be named, and her roles (which access.py alone reads)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any, ClassVar
from unicodedata import combining, normalize

from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group, UserManager
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from accounts.erasure import Erasable
from accounts.name_order import in_order, name_with_initial, whole_name
from accounts.people.people_imports import PeopleImport as PeopleImport
from accounts.stopping import Stoppable
from accounts.traces import with_traces
from campaign.site_settings.current import current_settings

MOST_WORDS_OF_A_NAME = 4


class Role(models.TextChoices):
    """The names of the four groups."""

    CONTRIBUTOR = "contributor", _("contributor")
    EDITOR = "editor", _("editor")
    TRANSLATOR = "translator", _("translator")
    ADMINISTRATOR = "administrator", _("administrator")


class Attribution(models.TextChoices):
    """How a person appears beside what she wrote."""

    FULL = "full", _("First name and surname")
    INITIAL = "initial", _("First name and initial")
    ANONYMOUS = "anonymous", _("Without my name")


class PersonQuerySet(models.QuerySet["User"]):
    def with_roles(self) -> PersonQuerySet:
        """Each person with her roles, in the same query: `role_editor` and so on, which access.py reads."""
        groups = Group.objects.filter(user=OuterRef("pk"))
        return self.annotate(**{f"role_{role.value}": Exists(groups.filter(name=role.value)) for role in Role})

    def having(self, role: Role) -> PersonQuerySet:
        return self.filter(groups__name=role.value, is_active=True)

    def invited_or_here(self) -> PersonQuerySet:
        """Without those who were brought in and know nothing of the site yet: nothing is written to them."""
        return self.exclude(last_login=None, invited_at=None)

    def reached_by_mail(self) -> PersonQuerySet:
        """Those of them whose account is open and has an address: whom letters about what happens on the site go to."""
        return self.invited_or_here().filter(is_active=True).exclude(email="")

    def may_be_mentioned(self) -> PersonQuerySet:
        """Contributors who are here and go by a name."""
        roles = Group.objects.filter(user=OuterRef("pk"), name__in=Role.values)
        here = self.filter(models.Q(is_superuser=True) | Exists(roles), is_active=True)
        return here.exclude(attribution=Attribution.ANONYMOUS)

    def named_like(self, letters: str) -> PersonQuerySet:
        """Those of whose public name, or user name, each of these words begins a word; case and accents do not count."""
        words = name_words(letters)[:MOST_WORDS_OF_A_NAME]
        found = self if words else self.none()
        for word in words:
            found = found.filter(models.Q(name_key__startswith=word) | models.Q(name_key__contains=f" {word}"))
        return found

    def named_with(self, letters: str) -> PersonQuerySet:
        """Those in whose public name, or user name, each of these words stands somewhere."""
        found, words = self, name_words(letters)[:4]
        for word in words:
            found = found.filter(name_key__contains=word)
        return found if any(len(word) > 1 for word in words) else self.none()

    def found_as(self, letters: str) -> PersonQuerySet:
        """Those in whose whole name, login or address each of these words stands; for administrators alone."""
        found = self
        for word in name_words(letters)[:6]:
            found = found.filter(directory_key__contains=word)
        return found

    def by_handle(self, handle: str) -> PersonQuerySet:
        """The person behind a public address: a user name, or the alias of somebody who stays anonymous."""
        named = models.Q(username=handle) & ~models.Q(attribution=Attribution.ANONYMOUS)
        return self.filter(named | models.Q(alias=handle, attribution=Attribution.ANONYMOUS))

    def by_alias(self, aliases: Iterable[str]) -> dict[str, User]:
        """Who each opaque name stands for, the ones that a person has given up too: texts that mention her keep those.

        Show no address beside a name that was given up (`person.alias` is another one) of somebody anonymous: it was
        seen beside her real name, and must lead nobody to her.
        """
        wanted = set(aliases)
        found = {person.alias: person for person in self.filter(alias__in=wanted)}
        former = FormerAlias.objects.filter(alias__in=wanted - found.keys()).select_related("person")
        return found | {given_up.alias: given_up.person for given_up in former}


class PersonManager(UserManager["User"]):
    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def with_roles(self) -> PersonQuerySet:
        return self.get_queryset().with_roles()

    def having(self, role: Role) -> PersonQuerySet:
        return self.get_queryset().having(role)

    def by_handle(self, handle: str) -> PersonQuerySet:
        return self.get_queryset().by_handle(handle)

    def by_alias(self, aliases: Iterable[str]) -> dict[str, User]:
        return self.get_queryset().by_alias(aliases)


def name_words(name: str) -> list[str]:
    """The words of a name, in one case and without accents: what completions compare."""
    bare = (sign for sign in normalize("NFKD", name[:200]).casefold() if not combining(sign))
    return "".join(sign if sign.isalnum() else " " for sign in bare).split()


def new_alias() -> str:
    return "x" + secrets.token_hex(5)


class Scheme(models.TextChoices):
    AUTO = "", _("As on my device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


def language_choices() -> list[tuple[Any, Any]]:
    """Returns what a person may choose to read the site in; a further language of the settings needs no migration."""
    return [("", _("As set in my browser")), *settings.LANGUAGES]


class Rhythm(models.TextChoices):
    """When a person is told something by e-mail."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Never")


NAMING = {"first_name", "last_name", "username", "attribution", "email"}


def public_name(first_name: str, last_name: str, username: str, attribution: str) -> str:
    """What somebody is called who chose to be named so: for lists that read no more of her."""
    if attribution == Attribution.ANONYMOUS:
        return str(_("An anonymous colleague"))
    if not first_name or not last_name:
        return first_name or last_name or username
    named = name_with_initial if attribution == Attribution.INITIAL else whole_name
    return named(first_name, last_name)


class User(Stoppable, Erasable, AbstractUser):
    """A person. Accounts come from an administrator, a command or the company's directory: nobody signs up."""

    attribution = models.CharField(
        _("how I appear"), max_length=10, choices=Attribution.choices, default=Attribution.INITIAL
    )
    job = models.CharField(_("job"), max_length=120, blank=True)
    site = models.CharField(_("place of work"), max_length=120, blank=True)
    department = models.CharField(_("department"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=8, choices=language_choices, default="", blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="", blank=True)  # empty: that of the site
    scheme = models.CharField(_("light or dark"), max_length=5, choices=Scheme.choices, default="", blank=True)
    alias = models.CharField(_("opaque address"), max_length=16, unique=True, default=new_alias, editable=False)
    watches_what_i_join = models.BooleanField(
        _("Follow what I take part in"),
        default=True,
        help_text=_(
            "You follow everything you write in, until you stop. If this is unticked, you are not told what happens there."
        ),
    )
    name_key = models.CharField(max_length=400, default="", editable=False)  # of what colleagues read: the public name
    directory_key = models.CharField(max_length=800, default="", editable=False)  # what administrators find her by
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True, editable=False)
    notices_waiting = models.PositiveIntegerField(default=0, editable=False)  # to be shown at her next page
    unread_count = models.PositiveIntegerField(default=0, editable=False)  # of what she was told, for the bell
    mail_personal = models.CharField(
        _("what is addressed to me"), max_length=7, choices=Rhythm.choices, default=Rhythm.AT_ONCE
    )
    mail_rest = models.CharField(_("the rest"), max_length=7, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    mail_campaign = models.CharField(
        _("the phases of the campaign"), max_length=7, choices=Rhythm.choices, default=Rhythm.DAILY
    )

    known_roles: frozenset[str] | None = None  # what access.py has read, as long as this object lives

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta(AbstractUser.Meta):
        verbose_name = _("person")  # type: ignore[assignment]
        verbose_name_plural = _("people")  # type: ignore[assignment]
        indexes: ClassVar[list[models.Index]] = [  # completions read names in this order, and stop at the eighth
            models.Index(fields=["name_key", "id"], name="people_by_name")
        ]

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """What people are found by follows their names and addresses."""
        if update_fields is None or NAMING & set(update_fields):
            self.set_keys()
            update_fields = None if update_fields is None else {*update_fields, "name_key", "directory_key"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def set_keys(self) -> None:
        """What she is found by: by colleagues, and by administrators. `save` calls it; call it before `bulk_create`."""
        self.name_key = self.key_of_name
        whole = f"{self.first_name} {self.last_name} {self.username} {self.email}"
        self.directory_key = " ".join(dict.fromkeys(name_words(whole)))[:800]

    def speak(self, language: str) -> None:
        """Has the site, and its letters, speak this one of its languages to her. Writes nothing where they do already."""
        if self.language != language:
            self.language = language
            User.objects.filter(pk=self.pk).update(language=language)

    @property
    def letters_language(self) -> str:
        """In which language letters speak to her, who chose one, or reads what the site speaks first."""
        return self.language or current_settings().interface_language

    @property
    def key_of_name(self) -> str:
        """The words by which completions find her: of the name that she goes by, and the user name."""
        if self.is_anonymous_author:
            return ""
        return " ".join(dict.fromkeys(name_words(f"{self.public_name} {self.username}")))[:400]

    @property
    def is_anonymous_author(self) -> bool:
        return self.attribution == Attribution.ANONYMOUS

    @property
    def public_name(self) -> str:
        """The name as the person chose to be named; never empty."""
        return public_name(self.first_name, self.last_name, self.username, self.attribution)

    @property
    def public_place(self) -> str:
        """Where the person works; nothing for somebody who stays anonymous, or whose account is stopped."""
        return self.site if self.shows_her_work else ""

    @property
    def public_work_place(self) -> str:
        """Department and place, by which namesakes are told apart; as far as she shows where she works."""
        return ", ".join(part for part in (self.department, self.site) if part) if self.shows_her_work else ""

    @property
    def public_job(self) -> str:
        return self.job if self.shows_her_work else ""

    @property
    def shows_her_work(self) -> bool:
        """Of a stopped account, only the name stays beside the texts."""
        return self.is_active and not self.is_anonymous_author

    @property
    def handle(self) -> str:
        """What stands in public addresses: the user name, or the alias of somebody who stays anonymous."""
        return self.alias if self.is_anonymous_author else self.username

    @property
    def can_be_invited(self) -> bool:
        """As `invitations.who_can_be_invited` has it."""
        return bool(self.is_active and self.email)

    @property
    def initials(self) -> str:
        return (
            "".join(name[:1] for name in in_order(self.first_name, self.last_name)).upper() or self.username[:2].upper()
        )

    def get_full_name(self) -> str:
        return whole_name(self.first_name, self.last_name).strip()

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def has_left_traces(self) -> bool:
        """Whether the site names the person beside something she did: deleting her would erase who did it."""
        return bool(with_traces(User, [self.pk]))

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuses to delete somebody who has left traces: deactivate her instead."""
        if self.has_left_traces:
            raise ValidationError(
                _("This person has written here: deactivate the account instead."), code="has_written"
            )
        return super().delete(*args, **kwargs)

    def choose_attribution(self, attribution: str, **details: Any) -> None:
        """Changes how the person appears, everywhere at once; `details` are other preferences saved with it.

        Whoever goes from a name to none, or back, gets another alias: what was seen beside the one does not lead to the other.
        """
        with transaction.atomic():
            before = User.objects.select_for_update().only("attribution", "alias").get(pk=self.pk)
            self.attribution = attribution
            for name, value in details.items():
                setattr(self, name, value)
            self.alias = before.alias
            if before.is_anonymous_author != self.is_anonymous_author:
                self._take_another_alias()
            self.save(update_fields=["attribution", "alias", *details])
            for path in settings.ON_ATTRIBUTION_CHANGED:
                import_string(path)(self)

    def _take_another_alias(self) -> None:
        FormerAlias.objects.create(person=self, alias=self.alias)
        self.alias = new_alias()


class FormerAlias(models.Model):
    """An opaque name that a person has given up. Addresses no longer know it; mentions in texts still mean her."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="former_aliases", verbose_name=_("person"))
    alias = models.CharField(_("opaque address"), max_length=16, unique=True)
    given_up_at = models.DateTimeField(_("given up"), default=timezone.now)

    class Meta:
        verbose_name = _("former alias")
        verbose_name_plural = _("former aliases")
        ordering = ["-given_up_at"]

    def __str__(self) -> str:
        return self.alias
