"""Screens on which editors protect pages, and what everybody else proposes there."""
