"""Rules of every app's forms: dates that make sense, lists out of a spreadsheet, a row that nobody has changed meanwhile.

A text with numbered revisions is merged; any other row is changed by a form that mixes in `unchanged.RowForm`
(`RowModelForm` for a model). It carries a digest of each value as it was loaded (`{{ form.loaded }}`), also in its
draft. The view writes inside `with form.unchanged():`, which holds the row and compares in the same transaction. Where
somebody else has saved, the form comes back with what was typed and says beside the field what stands there now. Shown
with an older draft in it, it says so above its fields. A value without its digest counts as changed. The admin site does
the same (`accounts.administration.Editable`).
tests/contracts/screens/test_unchanged.py finds a form that does not (the lists: row_forms.py).
"""
