"""Screens on which editors merge pages and split them."""
