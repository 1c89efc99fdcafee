"""Videos for the tests."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from campaign.models import Video
from tests.campaign.videos.media_files import captions, mp4
from themes.models import Theme

FRENCH = captions((0, 2, "Bonjour à tous."), (2, 4.5, "<v Anna>Qui a cliqué ?"))
JAPANESE = captions((0, 2, "みなさん、こんにちは。"), (2, 4.5, "<v Anna>だれがクリックしましたか。"))
CHAPTERS = captions((0, 2, "Le bureau"), (2, 5, "La question"))
TRACKS = {("captions", "fr"): FRENCH, ("captions", "ja"): JAPANESE, ("chapters", "fr"): CHAPTERS}


def make_video(theme: Theme, **values: Any) -> Video:
    """A video of five seconds, unless `values` say otherwise."""
    known: dict[str, Any] = {"title": "Le clic de trop", "mp4": BytesIO(mp4(seconds=5)), "tracks": TRACKS, "by": None}
    return Video.objects.add(theme=theme, **known | values)
