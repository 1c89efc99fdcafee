"""The four films of the demo: drawn and encoded before it is loaded, once, with the FFmpeg that is found or installed."""

import shutil
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from demo.videos import cache
from demo.videos.catalogue import FILMS
from demo.videos.encoding import CODECS, EncodingFailed, encode
from setup import debian
from setup.console import ROOT, Missing, say
from setup.environment import install

WITHOUT = "The demo comes without its four videos"
ASK_PACKAGE = "import imageio_ffmpeg; print(imageio_ffmpeg.get_ffmpeg_exe())"


def make_films() -> None:
    """Does nothing where they lie in the cache; where they cannot be made, says so, and the demo does without."""
    if cache.is_filled():
        return
    ffmpeg = find_ffmpeg()
    if ffmpeg is None:
        say(
            f"{WITHOUT}: no FFmpeg with {', '.join(CODECS)} here, and none can be installed (Debian: apt install ffmpeg)"
        )
        return
    say("Drawing the demo's four videos (half a minute, once)")
    try:
        fill_cache(ffmpeg)
    except (EncodingFailed, OSError) as problem:
        say(f"{WITHOUT}: {problem}")


def fill_cache(ffmpeg: str) -> None:
    """Two films at a time. Raises EncodingFailed, OSError."""
    with cache.filling() as folder, ProcessPoolExecutor(2) as processes:
        list(processes.map(partial(encode, folder=folder, ffmpeg=ffmpeg), FILMS))


def find_ffmpeg() -> str | None:
    """Returns the machine's, that of a Python package, or Debian's: the package is one file, Debian's are more than eighty."""
    for find in (installed, packaged, from_debian):
        if (found := find()) and can_encode(found):
            return found
    return None


def installed() -> str | None:
    return shutil.which("ffmpeg")


def packaged() -> str | None:
    try:
        install(ROOT / "setup" / "ffmpeg-requirements.txt")
    except Missing:
        return None
    asked = subprocess.run([sys.executable, "-c", ASK_PACKAGE], capture_output=True, text=True, check=False)
    path = asked.stdout.strip()
    return path if asked.returncode == 0 and Path(path).exists() else None


def from_debian() -> str | None:
    return installed() if debian.install_package("ffmpeg") else None


def can_encode(ffmpeg: str) -> bool:
    """Some builds come without H.264, or without VP9."""
    try:
        asked = subprocess.run([ffmpeg, "-hide_banner", "-encoders"], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return set(CODECS) <= set(asked.stdout.split())


if __name__ == "__main__":
    make_films()
