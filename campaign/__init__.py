"""What an organisation sets of its campaign: its names and languages, its `calendar`, `training` sessions and `videos`."""
