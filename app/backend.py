"""The build backend: setuptools', which finds the client built when it packs a wheel.

An editable install builds nothing: `make` does, and a server without a client says so. Where the machine has
no Node, a wheel asks for the one that comes as a Python package. A source distribution holds the sources.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import (
    build_editable,
    build_sdist,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

import build_client

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

# What `fullstride serve --sample` lives on; in the repository it is read from examples/ itself.
SAMPLE = ("spring-marathon.ics", "runner.toml", "tuesday-run.fit")
PACKED_SAMPLE = build_client.ROOT / "src" / "fullstride" / "workflows" / "examples"
Settings = Mapping[str, Any] | None


def get_requires_for_build_wheel(config_settings: Settings = None) -> list[str]:
    needs: list[str] = build_meta.get_requires_for_build_wheel(config_settings)
    return needs if build_client.find_node() else [*needs, build_client.NODE_PACKAGE]


def build_wheel(
    wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None
) -> str:
    build_client.build()
    # setuptools packs whatever an earlier build left there, scripts of older clients too.
    shutil.rmtree(build_client.ROOT / "build" / "lib", ignore_errors=True)
    with _sample_packed():
        name: str = build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)
    return name


@contextmanager
def _sample_packed() -> Iterator[None]:
    PACKED_SAMPLE.mkdir(exist_ok=True)
    try:
        for name in SAMPLE:
            shutil.copy(build_client.ROOT / "examples" / name, PACKED_SAMPLE)
        yield
    finally:
        shutil.rmtree(PACKED_SAMPLE)
