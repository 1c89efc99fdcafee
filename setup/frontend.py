"""Builds frontend/ into static/dist/: with the machine's node, or with the one that a Python package brings."""

import shutil
import subprocess
import sys
from pathlib import Path

from setup.build_cache import NOT_BUILT, fingerprint, is_done, mark_done
from setup.console import ROOT, Missing, exit_code_of, run_quietly, say
from setup.environment import ENVIRONMENT, install

SOURCES = ROOT / "frontend"
MODULES = SOURCES / "node_modules"
DIST = ROOT / "static" / "dist"
OLDEST_NODE = 20


def build(*, tools: bool = False) -> None:
    """Does what is needed, and nothing when the sources are those of the last build.

    Installs what checks the scripts as well where somebody will want it in a moment.
    """
    content = fingerprint(SOURCES, but=NOT_BUILT)
    is_built = is_done(DIST / ".stamp", content) and MODULES.exists()
    if is_built and not tools:
        return
    node, npm = find_node()
    install_modules(npm, tools=tools)
    if is_built:
        return
    say("Building the front end")
    run_quietly([node, "build.mjs"], cwd=SOURCES, otherwise="The front end could not be built.", log="build.log")
    draw_icons()
    build_fonts()
    mark_done(DIST / ".stamp", content)


def install_tools() -> str:
    """Installs what checks, formats and tests the scripts. Returns the node that runs it. Raises Missing."""
    node, npm = find_node()
    install_modules(npm)
    return node


def install_modules(npm: str, sources: Path = SOURCES, *, tools: bool = True) -> None:
    """Installs what the lock of a folder names into its node_modules; no script of a package is run.

    Without tools, what the lock marks as needed for development alone is left out: 120 MB that no site needs.
    """
    content, stamp = fingerprint(sources / "package-lock.json"), sources / "node_modules" / ".stamp"
    done = content if tools else f"{content} without tools"
    if is_done(stamp, content) or is_done(stamp, done):
        return
    say(f"Installing the packages of {sources.relative_to(ROOT)} (npm ci)")
    run_quietly(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", *([] if tools else ["--omit=dev"])],
        cwd=sources,
        otherwise=f"The packages of {sources.relative_to(ROOT)} could not be installed: can npm reach its registry?",
        log="npm.log",
    )
    mark_done(stamp, done)


def draw_icons() -> None:
    run_quietly(
        [sys.executable, str(SOURCES / "app_icons.py")], otherwise="The icons could not be drawn.", log="icons.log"
    )


def build_fonts() -> None:
    """Slow (ten seconds), so only when the script or the faces have changed."""
    content = fingerprint(SOURCES / "fonts.py", SOURCES / "package-lock.json")
    if not is_done(DIST / "fonts" / ".stamp", content):
        command = [sys.executable, str(SOURCES / "fonts.py")]
        run_quietly(command, otherwise="The fonts could not be subset.", log="fonts.log")
        mark_done(DIST / "fonts" / ".stamp", content)


def find_node() -> tuple[str, str]:
    """node and npm of the machine where they are new enough, else of the pinned package in .venv."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node) >= OLDEST_NODE:
        return node, npm
    say("No node of version 20 or newer here: taking the one that a Python package brings")
    try:
        install(ROOT / "setup" / "node-requirements.txt")
    except Missing as problem:
        raise Missing(f"Node 20 or newer is needed: install nodejs and npm. {problem}") from None
    return str(ENVIRONMENT / "bin" / "node"), str(ENVIRONMENT / "bin" / "npm")


def node_version(node: str) -> int:
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        return int(answer.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError):
        return 0


if __name__ == "__main__":
    sys.exit(exit_code_of(build))
