"""What screens of other subjects say of the figures."""
