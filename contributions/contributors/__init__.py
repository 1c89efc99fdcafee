"""What a person has done here and what became of it, and the thanks that people give one another.

`activity` lists what a person did, from one index of hers a kind; `outcomes` says what the wiki made of it, and the
guide's tag `tips_written_by` what the guide did. `{% colleague person %}` (people_tags) is how a name is put on a
screen: it leads to /contributors/<handle>/, and nowhere for a stopped account. A person's key in the database stands on
no screen: tests/contributions/contributors/test_anonymity.py follows every link to be sure.
"""
