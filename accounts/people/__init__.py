"""The people of a campaign, as administrators see to them: lists that are brought in, invitations, changes to many at once.

`people_csv` reads a list, whose columns `headings` knows or somebody has said, `person_lines` says what becomes of each line,
`people_imports` stores that, and `carrying_out` and `undoing` do it. `invitations` makes the link that sets a first password;
what is higher writes the letter (`settings.ON_INVITATION`). `directory` finds people, `bulk_changes` changes many.
"""
