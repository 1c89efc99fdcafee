"""The screens of waves for organisers, and those on which anybody says that she wants no invitations."""
