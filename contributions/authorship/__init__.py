"""Whose words a page is made of today, down to the passage."""

from contributions.authorship.reading import Authored, Piece, Share, of, of_many, shares_of

__all__ = ["Authored", "Piece", "Share", "of", "of_many", "shares_of"]
