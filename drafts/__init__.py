"""What is being typed, stored by person and form, knowing nothing of what it is for.

A form takes part with `<form data-draft>`, `{% draft_fields key %}` and `{% draft_state %}`. Its script
(frontend/scripts/autosave/) stores what is typed in the browser at once and sends it when typing rests; before the form
itself is sent, the words go ahead. `Draft.objects` replaces only words that the sender has seen. The view puts a
waiting draft back (`autosave.draft_in`) and says when its text is saved (`autosave.sent`). `Presence` says who else
writes the same text: the script asks every 15 seconds. tests/contracts/screens/test_text_boxes.py finds a text box that is not
kept. See docs/topics/drafts.md.
"""
