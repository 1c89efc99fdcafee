"""What a person has done here and what became of it, and the thanks that people give one another."""
