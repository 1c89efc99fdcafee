"""Texts of which every state is stored: numbered revisions, appended and never rewritten.

Pages here, tips and sections in the guide share this. The history table is django-simple-history's; a unique constraint
on (object, version) makes a lost update impossible on any database.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from campaign.languages import first_language
from common import markup
from common.database import statements
from contributions import mentions
from contributions.events import emit
from contributions.history_models import SUMMARY_LENGTH, Act, RevisionDetails, revision_of
from contributions.history_models import EditConflict as EditConflict
from contributions.history_models import Restored as Restored
from contributions.history_models import RevisionMetadata as RevisionMetadata
from contributions.history_models import Saved as Saved
from contributions.history_models import SaveResult as SaveResult
from contributions.history_models import StaleVersion as StaleVersion
from contributions.history_models import UnknownVersion as UnknownVersion
from contributions.revision_hiding import TextHidden, put_back_on
from contributions.uploads import uses
from notifications.kinds import NotificationKind
from notifications.models import Notification

TITLE_LENGTH = 150
ATTEMPTS = 50


class Revisioned(models.Model):
    """A title and a Markdown text with numbered revisions; the HTML is rendered on save."""

    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    body = models.TextField(_("text"))
    body_html = models.TextField(_("rendered text"), editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    modified_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    # What reverting and undoing bring back besides the text. A page's title is its address: it is moved, not reverted.
    restored_with_text: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:
        history: Any

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        raise NotImplementedError

    def changes_url(self, older: int, newer: int) -> str:
        """Where to see what changed between two versions."""
        return self.get_absolute_url()

    def screen_url(self, screen: str) -> str:
        """The address of a screen about this text: "edit", "history", "revisions/7", "diff", "revert", "undo"…"""
        return f"{self.get_absolute_url()}{screen}/"

    def render_text(self, body: str, *, by: access.Person | None = None) -> markup.Rendered:
        """Renders a text, old or not saved yet, as it would look here now; `by` is who writes it, None where it stands here.

        Raises markup.RenderRefused.
        """
        return markup.render(**self.rendered_from(body, by=by))

    def rendered_from(self, body: str, *, by: access.Person | None = None) -> dict[str, Any]:
        """Returns all that the HTML of a text is made from, as `markup.render` takes it."""
        return {"text": body, "images": uses.resolve(body, self, by=by), "language": first_language()}

    def render_anew(self) -> None:
        """Renders the same text again, since a picture in it has changed: no revision. Raises markup.RenderRefused."""
        for _attempt in range(ATTEMPTS):
            rendered = self.render_text(self.body)
            made = {"body_html": rendered.html}
            if hasattr(self, "excerpt"):  # it shows who is mentioned, as the text does
                made["excerpt"] = rendered.excerpt[:400]
            same = type(self)._default_manager.filter(pk=self.pk, version=self.version)
            if same.update(**made):
                for name, value in made.items():
                    setattr(self, name, value)
                return
            self.refresh_from_db()

    def revision(self, version: int) -> RevisionDetails:
        """The revision with this number; raises UnknownVersion."""
        found = self.history.with_authors().filter(version=version).first()
        if found is None:
            raise UnknownVersion
        return cast(RevisionDetails, found)

    def base(self, version: int) -> RevisionDetails:
        """The revision that an edit began with, its words even where the editors have hidden them: to merge with, never to
        show. `is_text_hidden` says so. Raises UnknownVersion.
        """
        found = self.revision(version)
        if found.is_text_hidden:
            put_back_on(found)
        return found

    def visible_revision(self, version: int) -> RevisionDetails:
        """The revision, to bring its words back; raises UnknownVersion, TextHidden."""
        found = self.revision(version)
        if found.is_text_hidden:
            raise TextHidden
        return found

    def record_revision(
        self,
        *,
        body: str,
        author: User | None,
        base_version: int,
        title: str | None = None,
        summary: str = "",
        is_minor: bool = False,
        act: Act = Act.EDITED,
        about_version: int | None = None,
        others: tuple[User, ...] = (),
        alongside: Callable[[], object] = lambda: None,
        at: datetime | None = None,
        **changes: Any,
    ) -> None:
        """Appends a revision on top of `base_version`, whose number must still be the newest: else StaleVersion.

        `author=None` means the system; `changes` is what a kind of text has besides (the theme of a page, the place of
        a tip). The `others`, whose edits it was merged with, are told; `alongside` is done in the same transaction. Raises
        ValidationError for a title or text that cannot be, and writes nothing.
        """
        entry = RevisionMetadata(
            author=author,
            at=at or timezone.now(),
            act=act,
            summary=summary,
            is_minor=is_minor,
            about_version=about_version,
            others=others,
            alongside=alongside,
        )
        self._record(self.title if title is None else title, body, base_version, entry, **changes)

    def _record(self, title: str, body: str, base_version: int, entry: RevisionMetadata, **changes: Any) -> None:
        """Renders the text and appends it: what each kind of text does in its own way for `record_revision`."""
        raise NotImplementedError

    def revise(
        self,
        *,
        title: str,
        body: str,
        author: User,
        base_version: int,
        summary: str = "",
        is_minor: bool = False,
        alongside: Callable[[], object] = lambda: None,
        at: datetime | None = None,
        **changes: Any,
    ) -> SaveResult:
        """Saves an edit that began at `base_version`, merged with what others saved meanwhile.

        The same edit sent twice makes one revision; `changes` is what a kind of text has besides; `alongside` is done in
        the transaction of the revision, by itself where there is nothing to save. Raises EditConflict where two people
        changed one passage, UnknownVersion for a base that does not exist, ValidationError for a text that cannot be; then
        nothing is written.

        A text that was read at `base_version` is taken as it was read: the revision is only appended to that version, so
        where somebody has saved since it is read again. Saves two of the widest queries of a save (a tenth of it).
        """
        body = mentions.as_stored(markup.clean_text(body))
        base = None
        for attempt in range(ATTEMPTS):
            is_as_read = attempt == 0 and self.version == base_version
            if not is_as_read:
                self.refresh_from_db()
            if base is None and self.version != base_version:
                base = self.base(base_version)
            new_title, new_body = self._reconcile(base, title.strip(), body)
            is_as_it_was = all(getattr(self, name) == value for name, value in changes.items())
            if (new_title, new_body) == (self.title, self.body) and is_as_it_was:
                if is_as_read:
                    continue
                alongside()
                return SaveResult(Saved.UNCHANGED, self.version)
            is_alone = self.version == base_version
            others = () if is_alone else self._others_since(base_version, author)
            try:
                self.record_revision(
                    title=new_title,
                    body=new_body,
                    author=author,
                    base_version=self.version,
                    summary=summary,
                    is_minor=is_minor,
                    act=Act.EDITED if is_alone else Act.MERGED,
                    others=others,
                    alongside=alongside,
                    at=at,
                    **changes,
                )
            except StaleVersion:
                continue
            return SaveResult(Saved.ALONE if is_alone else Saved.MERGED, self.version, others)
        raise ValidationError(_("Many people are saving this page at once. Your text is still here: save again."))

    def undo(self, version: int, *, author: User, summary: str = "", at: datetime | None = None) -> SaveResult:
        """Takes back what one revision changed, keeping the later ones; raises EditConflict where later ones touch it."""
        return self._restore(self.undone(version), author, Act.UNDONE, version, summary, at)

    def undone(self, version: int) -> Restored:
        """Returns what `undo` would make of the text. Raises what it raises."""
        if version <= 1:
            raise ValidationError(_("The first version cannot be undone."))
        undone, before = self.visible_revision(version), self.visible_revision(version - 1)
        merge = markup.merge(undone.body, self.body, before.body)
        if not merge.is_clean:
            current = self.revision(self.version)
            raise EditConflict(base=undone, current=current, title=self.title, merge=merge, titles_differ=False)
        changes = {
            name: getattr(before, name)
            for name in self.restored_with_text
            if getattr(before, name) != getattr(undone, name) == getattr(self, name)
        }
        return Restored(merge.text, changes)

    def revert_to(self, version: int, *, author: User, summary: str = "", at: datetime | None = None) -> SaveResult:
        """Makes the text of an older revision the newest one again."""
        return self._restore(self.reverted_to(version), author, Act.REVERTED, version, summary, at)

    def reverted_to(self, version: int) -> Restored:
        """Returns what `revert_to` would make of the text."""
        revision = self.visible_revision(version)
        return Restored(revision.body, {name: getattr(revision, name) for name in self.restored_with_text})

    def _restore(
        self, restored: Restored, author: User, act: Act, version: int, summary: str, at: datetime | None
    ) -> SaveResult:
        if restored.is_already(self):
            return SaveResult(Saved.UNCHANGED, self.version)
        try:
            self.record_revision(
                body=restored.body,
                author=author,
                base_version=self.version,
                act=act,
                about_version=version,
                summary=summary,
                at=at,
                **restored.changes,
            )
        except StaleVersion:
            raise ValidationError(_("The text has just changed. Look at the newest version, then try again.")) from None
        return SaveResult(Saved.ALONE, self.version)

    def _reconcile(self, base: RevisionDetails | None, title: str, body: str) -> tuple[str, str]:
        """Mine and theirs over `base`, None for the newest version; raises EditConflict."""
        if base is None or self.version == base.version:
            return title, body
        merge = markup.merge(base.body, body, self.body)
        titles_differ = base.title not in {title, self.title} and title != self.title
        if titles_differ or not merge.is_clean:
            current = self.revision(self.version)
            raise EditConflict(base=base, current=current, title=title, merge=merge, titles_differ=titles_differ)
        return (title if title != base.title else self.title), merge.text

    def _others_since(self, base_version: int, author: User) -> tuple[User, ...]:
        """The people who have saved since `base_version`, but for the author."""
        rows = self.history.with_authors().filter(version__gt=base_version, version__lte=self.version)
        others = {row.history_user_id: row.history_user for row in rows if row.history_user}
        others.pop(author.pk, None)
        return tuple(others.values())

    def _emit_events(self, entry: RevisionMetadata) -> None:
        """Tells, at their next page, the people whose edits were merged with this one.

        Before anybody is woken: of one revision each person is told once, and this says more than that a page she follows
        has changed.
        """
        Notification.objects.notify(
            [person.pk for person in entry.others],
            kind=NotificationKind.MERGED,
            place=f"{self._meta.model_name}:{self.pk}",
            place_title=self.title,
            url=self.changes_url(self.version - 1, self.version),
            key=f"{self._meta.label_lower}:{self.pk}:{self.version}",
            actor=entry.author,
            at=entry.at,
        )

    def _append(self, changes: dict[str, Any], base_version: int, entry: RevisionMetadata) -> None:
        """The compare-and-swap behind every revision: UPDATE … WHERE version = base, and one row of history."""
        with transaction.atomic():
            self._write_revision(changes, base_version, entry)
            entry.alongside()

    def _write_revision(
        self, changes: dict[str, Any], base_version: int, entry: RevisionMetadata, **as_read: Any
    ) -> None:
        """Inside a transaction, which a StaleVersion must end; `as_read` is what else has to stand as it was read."""
        values = changes | {"version": base_version + 1, "modified_at": entry.at}
        before = self.body
        if not statements.update(type(self), values, {"pk": self.pk, "version": base_version} | as_read):
            raise StaleVersion
        self._check_not_hidden(entry)
        for name, value in values.items():
            setattr(self, name, value)
        self._append_history(entry, before=before)

    def _check_not_hidden(self, entry: RevisionMetadata) -> None:
        """What is brought back may have been hidden while it was read: the row is held by now. Raises TextHidden."""
        if entry.about_version is not None:
            versions = {entry.about_version, entry.about_version - (entry.act == Act.UNDONE)}
            if self.history.filter(version__in=versions).with_hidden_text().exists():
                raise TextHidden

    def _append_history(self, entry: RevisionMetadata, *, before: str = "") -> None:
        """`before` is the text of the version before, where there is one."""
        statements.insert(
            revision_of(
                self,
                history_type="~" if self.version > 1 else "+",
                history_user=entry.author,
                history_change_reason=entry.summary[:SUMMARY_LENGTH],
                history_date=entry.at,
                is_minor=entry.is_minor,
                act=entry.act,
                about_version=entry.about_version,
            )
        )
        uses.store_uses(self, by=entry.author, before=before)
        mentions.store_mentions(self, entry.act)
        if entry.others:
            self._emit_events(entry)
        emit(self, entry.act, by=entry.author, at=entry.at)
