"""The editors' desk, /curation/: an inbox, the text that is open, the board of places.

1. `waiting` reads the address (`?list=`, `?theme=`, `?text=`, `?place=`, `?done=`), and makes the next one: the desk
   stores nothing.
2. It has the three lists as querysets, of `Patrol` (to read) and of `Submission` (to decide, for later), with
   what stands before and after a cursor; `inbox` shows eight lines around the open text, and who read what.
3. `submission_detail` gathers one text: what changed since the last version that the team read, who wrote it, what
   people make of it, and what it may be a duplicate of.
4. A POST becomes a `DecisionCommand`: one verb of guide/decisions/verbs.py, or why not. The next text is open then; the
   screen is built only where nothing was decided: of two editors the second gets it with who decided what, and her
   words.
5. frontend/scripts/desk.js gives each button its key, and puts the next text into the place of this one. Without it
   links lead and forms post.

Tips are moved, and sections and editions listed, at /curation/places/. See docs/topics/desk.md.
"""
