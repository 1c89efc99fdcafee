"""What editors make of an edition: a course in preparation, and the versions of it that were published."""
