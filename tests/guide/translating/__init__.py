"""What helps whoever translates: memory, terms, checks, a machine."""
