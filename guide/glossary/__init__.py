"""The words of the glossary, found in tips and linked, once each."""
