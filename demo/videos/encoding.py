"""FFmpeg makes of each film an MP4 and a WebM file, small enough to be sent at once; Pillow its poster."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from demo.videos.films import FPS, Film
from demo.videos.frames import HEIGHT, WIDTH
from demo.videos.music import write_track

READ = [
    *("-f", "rawvideo", "-pixel_format", "rgb24", "-video_size", f"{WIDTH}x{HEIGHT}", "-framerate", str(FPS)),
    *("-i", "-"),
]
QUIET = ["-hide_banner", "-loglevel", "error", "-y"]
# The colours that browsers take a film of this height to be in, and say so.
COLOURS = [
    *("-vf", "scale=in_range=full:out_range=tv:out_color_matrix=bt709", "-pix_fmt", "yuv420p"),
    *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"),
]
# Nothing of the machine, and no date, is written into the files.
PLAIN = ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-map_metadata", "-1"]
KEY_FRAMES = ["-g", str(FPS * 8)]
OPTIONS = {
    "mp4": [
        *("-c:v", "libx264", "-preset", "veryfast", "-crf", "30", "-profile:v", "high"),
        *("-c:a", "aac", "-b:a", "48k", "-ar", "48000", "-movflags", "+faststart"),
    ],
    "webm": [
        *("-c:v", "libvpx-vp9", "-crf", "47", "-b:v", "0", "-deadline", "realtime", "-cpu-used", "7", "-row-mt", "1"),
        *("-c:a", "libopus", "-b:a", "40k"),
    ],
}
FORMS = (*OPTIONS, "jpg")
CODECS = ("libx264", "aac", "libvpx-vp9", "libopus")


class EncodingFailed(Exception):
    """FFmpeg could not; the message is its last words."""


def encode(film: Film, folder: Path, ffmpeg: str) -> None:
    """Writes <name>.mp4, <name>.webm and <name>.jpg. Raises EncodingFailed."""
    with TemporaryDirectory() as temporary:
        sound = Path(temporary) / "track.wav"
        write_track(film, sound)
        command = [ffmpeg, *QUIET, *READ, "-i", str(sound)]
        for form, options in OPTIONS.items():
            target = str(folder / f"{film.name}.{form}")
            command += ["-map", "0:v", "-map", "1:a", *options, *COLOURS, *KEY_FRAMES, *PLAIN, target]
        _feed(command, film)
    poster(film).save(folder / f"{film.name}.jpg", quality=86, optimize=True, progressive=True)


def _feed(command: list[str], film: Film) -> None:
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin and process.stderr  # noqa: S101 - both are pipes
        try:
            for frame in film.frames():
                process.stdin.write(frame.tobytes())
            process.stdin.close()
        except BrokenPipeError:
            pass
        said = process.stderr.read().decode(errors="replace").strip()
    if process.returncode:
        raise EncodingFailed(said.splitlines()[-1] if said else f"FFmpeg ended with {process.returncode}")


def poster(film: Film) -> Image.Image:
    return film.frame_at(film.poster)
