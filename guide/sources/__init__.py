"""What a tip rests on: passages of pages, of comments, of questions; and which sentence rests on which.

1. `passage_choice` shows a text sentence by sentence and turns what is ticked into passages; `Source` stores each with
   its version. The template asks the search (`texts_about`), since the guide may not import it.
2. `evidence` says of each source, for one reader, whether she may read it, whose words it is, of when, how useful: in a
   constant number of queries. `ties` splits a tip into its sentences and puts beside each what it rests on and what is
   proposed.
3. Tying, refusing and untying hold the tip while they look whether it still has the sentence.
4. A new version of a tip takes its ties along (`tie_transfer`), as `markup.align_sentences` says what came of each
   sentence.
5. /guide/tips/<key>/ (`guide.views.sources`) shows the published wording with its ties; they are found by
   the words of a sentence, so that ties that the working copy has lost still serve.

See docs/topics/sources-and-reviews.md.
"""
