"""Feeds as they are sent, and the tokens that open them."""
