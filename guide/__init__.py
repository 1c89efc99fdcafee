"""The guide: tips and sections that editors make of the wiki's texts, and the editions in which they go out. A package a noun.

Imports go down the storeys ("The storeys of the guide" in pyproject.toml), from the ground:

1. `publication` turns a document into files, and knows neither models nor HTTP. `places` says which number belongs to
   which theme, `texts` what a text may be, `languages` what one is called, `serving` how files are given out.
2. `tips` and `sections` are the working copies; on them stand `sources`, `translations`, `bibliography`, `glossary`.
3. `self_check` asks short questions made from the tips; `candidates` compete for places; `decisions` say what becomes of
   each text of the wiki; `drift` says what has become of sources since; `reviewing` has tips read.
4. `editions` freeze all that; `builds` make their files; `distribution` hands these out, `translating` gives the texts
   to translators and takes them back in.
5. `desk` is what editors work with; `views` are all screens, `urls` their addresses. `models` imports the models of
   all packages, for Django.

What happens below wakes what stands above by lists in the settings: `ON_TIP_REWORDED`, `ON_CONSENT_WITHDRAWN`,
`ON_EDITION_STEP`, `ON_NAMES_CHANGED`.
"""
