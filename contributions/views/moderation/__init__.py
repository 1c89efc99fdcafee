"""The screens of moderation."""
