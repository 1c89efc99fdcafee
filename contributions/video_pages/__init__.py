"""Which pages a video leads to, and what becomes of the comments under one that is withdrawn.

The video itself, with its files and captions, is the campaign's (campaign/videos); comments and questions under it are
those of the wiki, each with its `video`.
"""
