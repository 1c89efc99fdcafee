"""A tip is read by others before it is printed: draft, in review, approved; remarks, suggested changes, checklist, consent."""
