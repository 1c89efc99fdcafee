"""The list of what is new, as somebody sees it."""

from django.test import Client

from contributions.recent_changes.entries import RecentChange

ADDRESS = "/recent-changes/"
ENGLISH = {"accept-language": "en"}


def lines_of(client: Client, **query: str) -> list[RecentChange]:
    days = client.get(ADDRESS, query).context["days"]
    return [line for _day, groups in days for group in groups for line in group.lines]
