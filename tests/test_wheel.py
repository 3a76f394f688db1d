"""The wheel: all of the program is in it, and what is installed from it works without the repository."""

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import urllib.request
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

from app_server import FRIDAY
from helpers import EXAMPLES, ROOT

PARTS = ("src", "app", "examples", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE")
# What would lead the installed program back to the repository.
ALONE = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "FULLSTRIDE_CLIENT")}
NOT_PACKED = shutil.ignore_patterns("*.egg-info", "__pycache__", "node_modules", "contract.ts")


def _is_built() -> bool:
    """Whether the client is there as its sources are now."""
    spec = importlib.util.spec_from_file_location("build_client", ROOT / "app" / "build_client.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_client"] = module
    spec.loader.exec_module(module)
    return bool(module.is_built())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, without asking anybody for anything."""
    if int(version("setuptools").partition(".")[0]) < 77:
        pytest.skip("this environment was not made by make, and its setuptools is too old to build")
    if not _is_built():
        if os.environ.get("CI") == "true":
            pytest.fail("the client is not built from the sources as they are")
        pytest.skip("the client is not built from the sources as they are; make client builds it")
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=NOT_PACKED)
        else:
            shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / ".make", source / ".make", ignore=lambda _, names: {*names} - {"client"})
    build = (
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--wheel-dir",
        str(folder),
    )
    subprocess.run([sys.executable, "-m", "pip", *build, str(source)], check=True)
    assert not (source / "src/fullstride/workflows/examples").exists(), "the sample's copy stayed behind"
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program in an environment that holds the wheel; only what it needs is looked up in ours."""
    place = tmp_path_factory.mktemp("installed") / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    python = place / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--quiet", "--python", str(python))
    subprocess.run([*pip, "install", "--no-index", "--no-deps", str(wheel)], check=True, env=ALONE)
    (packages,) = (place / "lib").glob("python3*/site-packages")
    (packages / "needs.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return place / "bin" / "fullstride"


def test_the_wheel_holds_all_of_the_package_and_nothing_of_npm(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    for path in (ROOT / "src").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts and ".egg-info" not in str(path):
            assert path.relative_to(ROOT / "src").as_posix() in packed
    assert "fullstride/web/built/index.html" in packed
    assert "fullstride/formats/vendor/uPlot.iife.min.js" in packed
    assert "fullstride/workflows/examples/spring-marathon.ics" in packed
    assert not [name for name in packed if "node_modules" in name or name.startswith("app/")]


def test_what_is_installed_from_the_wheel_plans(installed: Path, tmp_path: Path) -> None:
    def ran(*words: object) -> str:
        done = subprocess.run([*map(str, words)], capture_output=True, text=True, cwd=tmp_path, env=ALONE)
        assert done.returncode == 0, done.stderr
        return done.stdout

    told = ran(installed.parent / "python", "-c", "import fullstride; print(fullstride.__file__)")
    assert str(installed.parent.parent) in told, "the program that is tried is not the installed one"
    assert "serve" in ran(installed, "--help")
    calendar, profile = EXAMPLES / "spring-marathon.ics", EXAMPLES / "runner.toml"
    plan = ran(installed, "plan", "--calendar", calendar, "--profile", profile, "--weeks", 4, "--json")
    assert '"status": "planned"' in plan


def test_what_is_installed_from_the_wheel_opens_the_app_with_its_sample(
    installed: Path, tmp_path: Path
) -> None:
    server = subprocess.Popen(
        [installed, "serve", "--sample", "--port", "0"],
        cwd=tmp_path,
        env=ALONE | {"FULLSTRIDE_TODAY": FRIDAY, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        assert "sample season" in server.stdout.readline()
        said = server.stdout.readline()
        url = re.search(r"http://\S+:\d+", said)
        assert url is not None, said
        assert '"Robin"' in _read(f"{url[0]}/api/v1/me")
        page = _read(url[0])
        assets = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page)
        assert assets
        assert all(_read(url[0] + asset) for asset in assets)
        assert "bounding" in _read(f"{url[0]}/api/v1/runners/Robin/today")
    finally:
        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=30)
    assert (server.returncode, err) == (130, "The sample has ended.\n"), out
    assert list(tmp_path.iterdir()) == [], "the sample's store is still there"


def _read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return str(answer.read().decode())
