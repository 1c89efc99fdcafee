"""Translating an edition: its texts given out and taken back in, and what editors are asked about its languages."""
