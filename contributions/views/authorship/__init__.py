"""The screen that says whose words a page is made of."""
