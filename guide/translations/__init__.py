"""The texts of the guide in other languages than its own, and what is said where one is missing or outdated.

`originals` lists what there is to translate; `segments` parts a text into paragraphs, and puts translated ones together.
A `Translation` (`models`, `querysets`) stores of each paragraph which words it translates. `staleness` finds these among the
paragraphs of today: what is not the same for a translator (`equivalence`, `wiki_targets`) is outdated. `translated_texts` has
the words of an edition in one language, with what its editors chose for the rest (`fallbacks`). `one_text` is what all rows
about one text in one language share. See docs/topics/editions.md and docs/topics/translations.md.
"""
