"""The screens about people, for administrators, and the one on which somebody who is invited chooses a password."""
