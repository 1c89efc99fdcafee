"""The models of the wiki, each defined in the sub-package of its noun."""

from contributions.pages.models import Hiding, Page, PageLink, PageRevision, Redirect

__all__ = ["Hiding", "Page", "PageLink", "PageRevision", "Redirect"]
