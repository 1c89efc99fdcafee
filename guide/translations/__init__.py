"""The texts of the guide in other languages than its own."""
