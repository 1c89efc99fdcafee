"""The screens of what is said: HTTP into verbs, and back."""
