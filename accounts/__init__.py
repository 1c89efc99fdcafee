"""People: who they are, how they sign in, what they may do (`access`, the only module that reads roles)."""
