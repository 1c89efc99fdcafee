"""The figures: who takes part, what is written and what becomes of it, and how far the guide reaches.

Of people: `first_acts` notes who did what first, `totals` counts them live, and `nightly_run` publishes groups, counted by
`group_counts`, by the rules of `disclosure`; `written_words` counts words. What anybody gets is made of `published` values:
`taking_part`, `campaign_texts` and `editions_compared` make sections (`tables`) with `drawings`, `flow_drawing` and
`campaign_titles`, which `views`, `downloads` and `printing` give out. Of the guide: `distribution_report`, with its
titles and its CSV file.
"""
