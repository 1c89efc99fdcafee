"""The screens of the search: HTTP into `find` and back."""
