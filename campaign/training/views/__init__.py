"""The screens of training sessions: for whoever comes, and for organisers."""
