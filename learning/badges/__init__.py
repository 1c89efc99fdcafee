"""The Open Badge 3.0 of a certificate: a credential that anybody can check without asking the site for more than a key.

`signing_keys` holds the keys of the site, `credentials` the documents of the specification, `signatures` signs them,
`pictures` draws the badge, and `baking` puts a credential into its picture and reads it back. None of them knows a model.
`issued_badges` makes the badge of a `Certificate`; `taken_back` takes badges back when a person is erased.
"""
