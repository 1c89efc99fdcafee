"""A contributor's page, and the thanks that people give."""
