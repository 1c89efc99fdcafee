"""The screens of sources: choosing passages, tying sentences to them, and where a tip comes from."""
