"""Measures that somebody asks for: timings are never tests."""
