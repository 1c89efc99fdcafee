"""The short videos of the campaign: watched here, with captions, chapters and a transcript, without a third party.

`models` has a video and its tracks, and the verbs `Video.objects.add` and `video.change`. A file is checked before it is
stored: `mp4` and `webm` read what its header says, `media_checks` says what is wrong with it, `media_storage` stores it
under a hash of its content. `captions` reads WebVTT: what is wrong with it, and its cues, of which the transcript is made.

See docs/topics/files.md.
"""
