"""Which channels, agencies, runs, orders and counts: words of the product, each one query."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.db.models import Max, Sum
from django.utils import timezone

from accounts.models import User
from guide.distribution import codes

if TYPE_CHECKING:
    from guide.distribution.models import Agency, Channel, DailyCount, Handout, Order, PrintRun  # noqa: F401 - named in strings

LONGEST_TOKEN = 64


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


class ChannelQuerySet(models.QuerySet["Channel"]):
    def begin(
        self,
        *,
        name: str,
        kind: str,
        code: str,
        language: str,
        note: str = "",
        by: User | None,
        at: datetime | None = None,
    ) -> Channel:
        """A new channel; one of an agency comes with the agency. Raises ValidationError where name or code will not do."""
        from guide.distribution.models import Agency, Channel, DailyCount, Handout, Order, PrintRun  # noqa: F401 - named in strings

        codes.check(code)
        channel = Channel(name=name, kind=kind, code=code, language=language, note=note, made_by=by)
        channel.made_at = at or timezone.now()
        channel.full_clean()
        try:
            with transaction.atomic():
                channel.save()
                if kind == Channel.Kind.AGENCY:
                    Agency.objects.create(name=name, channel=channel)
        except IntegrityError:  # somebody was faster by an instant
            raise codes.taken() from None
        return channel

    def in_use(self) -> ChannelQuerySet:
        return self.filter(closed_at=None)

    def coded(self, code: str) -> Channel | None:
        """By its code, as people type it: the capitals of a poster lead there too."""
        return self.filter(code=code.lower()).first()

    def known_codes(self) -> set[str]:
        return set(self.values_list("code", flat=True))


class AgencyQuerySet(models.QuerySet["Agency"]):
    def with_token(self, token: str) -> Agency | None:
        if len(token) > LONGEST_TOKEN or not token.isascii():
            return None
        return self.select_related("channel").filter(digest=hash_of(token)).first()


class CopiesQuerySet:
    """Rows of copies can be added up."""

    def copies(self: Any) -> int:
        return int(self.aggregate(n=Sum("copies"))["n"] or 0)


class PrintRunQuerySet(CopiesQuerySet, models.QuerySet["PrintRun"]):
    def delivered(self) -> PrintRunQuerySet:
        """Those whose copies are there."""
        return self.filter(delivered_on__isnull=False)

    def for_lists(self) -> PrintRunQuerySet:
        return self.select_related("edition", "channel").defer("edition__names")


class OrderQuerySet(CopiesQuerySet, models.QuerySet["Order"]):
    def of_channel(self, channel: Channel) -> OrderQuerySet:
        return self.filter(agency__channel=channel)

    def gone(self) -> OrderQuerySet:
        """Whose copies have left the house."""
        return self.filter(state__in=("sent", "delivered"))

    def promised(self) -> OrderQuerySet:
        """Accepted, and not sent yet."""
        return self.filter(state="accepted")

    def waiting(self) -> OrderQuerySet:
        """For the editors to answer or to send."""
        return self.filter(state__in=("asked", "accepted"))

    def for_lists(self) -> OrderQuerySet:
        rows = self.select_related("edition", "agency__channel").defer("edition__names")
        return rows.prefetch_related("steps__by")


class HandoutQuerySet(CopiesQuerySet, models.QuerySet["Handout"]):
    def for_lists(self) -> HandoutQuerySet:
        return self.select_related("edition", "channel", "entered_by").defer("edition__names")


class DailyCountQuerySet(models.QuerySet["DailyCount"]):
    def of_channel(self, code: str) -> DailyCountQuerySet:
        return self.filter(channel=code)

    def since(self, day: date | None) -> DailyCountQuerySet:
        return self if day is None else self.filter(day__gte=day)

    def opened(self) -> DailyCountQuerySet:
        return self.filter(form="web")

    def downloaded(self) -> DailyCountQuerySet:
        """The files; neither the page, nor the picture that others show of it, nor a short address."""
        return self.exclude(form__in=("web", "share", "door"))

    def by_form(self) -> dict[str, int]:
        return dict(self.order_by().values_list("form").annotate(n=Sum("number")))

    def by_day(self) -> dict[date, int]:
        return dict(self.order_by().values_list("day").annotate(n=Sum("number")))

    def newest_day(self) -> date | None:
        day: date | None = self.aggregate(day=Max("day"))["day"]
        return day
