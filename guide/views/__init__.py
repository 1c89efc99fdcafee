"""The screens of the guide: HTTP into verbs, and back."""
