"""Two pages brought together, one page cut in two: both histories stay readable, and whose words they are is kept."""
