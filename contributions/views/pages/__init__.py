"""The screens of the wiki: HTTP into verbs, and back."""
