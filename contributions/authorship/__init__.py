"""Whose words a page is made of today, down to the passage."""

from contributions.authorship.shares import Authored, AuthoredSpan, Share, authored_text, authored_texts, shares_of

__all__ = ["Authored", "AuthoredSpan", "Share", "authored_text", "authored_texts", "shares_of"]
