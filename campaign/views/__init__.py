"""The first-run screen, and the settings of the site for administrators."""
