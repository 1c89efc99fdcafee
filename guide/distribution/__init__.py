"""Where the guide goes: channels and their short addresses, what was printed, ordered, handed out, downloaded and opened."""
