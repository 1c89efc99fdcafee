"""The screens of the questions: HTTP into the verbs."""
