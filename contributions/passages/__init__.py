"""Passages of pages: sentences that colleagues agree with, nuance and propose for the guide."""
