"""Starting: what cannot start rightly says why and does not start; what can, is whole."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from llais.paths import ROOT

CODE = ("app.py", "reviewer.py", "llais", "pages", "content", "locales", "pictures", ".streamlit")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the product that may be spoiled."""
    for name in CODE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    (tmp_path / "audio").symlink_to(ROOT / "audio")
    return tmp_path


def run(folder: Path, app: str = "app.py", port: int = 0, **settings: str) -> subprocess.CompletedProcess[str]:
    """Start an app that will not start."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("LLAIS_")}
    command = [sys.executable, "-m", "streamlit", "run", app, "--server.port", str(port or 8599)]
    return subprocess.run(command, cwd=folder, env=env | settings, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("app", ["app.py", "reviewer.py"])
def test_unreadable_content_stops_the_start_and_names_file_id_and_fault(copy: Path, app: str) -> None:
    file = copy / "content" / "leaflet.toml"
    file.write_text(file.read_text("utf-8").replace('picture = "teacher"', 'picture = "teecher"'), "utf-8")
    done = run(copy, app)
    assert done.returncode != 0 and "content/leaflet.toml: leaflet.e34: there is no pictures/teecher.svg" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_catalog_with_a_hole_stops_the_start(copy: Path) -> None:
    file = copy / "locales" / "cy" / "LC_MESSAGES" / "interface.po"
    file.write_text(file.read_text("utf-8").replace('msgstr "Gwrando"', 'msgstr ""'), "utf-8")
    done = run(copy)
    assert done.returncode != 0 and "interface.po: button.listen: no translation" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(("name", "value"), [("LLAIS_PORT", "many"), ("LLAIS_PLACE", "moon"), ("LLAIS_IDLE_SECONDS", "-1")])
def test_a_setting_that_cannot_be_stops_the_start_and_is_named(name: str, value: str) -> None:
    done = run(ROOT, **{name: value})
    assert done.returncode != 0 and name in done.stderr and "Traceback" not in done.stderr


def test_a_port_in_use_is_an_error_and_not_a_silent_move() -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        done = run(ROOT, port=taken.getsockname()[1])
    assert done.returncode != 0 and "in use" in (done.stderr + done.stdout) + "in use" * ("not available" in done.stderr)


def test_make_run_and_make_desk_pass_their_ports_on() -> None:
    makefile = (ROOT / "Makefile").read_text()
    assert "--server.port $(PORT)" in makefile and "--server.port $(DESK_PORT)" in makefile
    shown = subprocess.run(["make", "-n", "run"], cwd=ROOT, env=os.environ | {"LLAIS_PORT": "8765"}, capture_output=True, text=True)
    assert "streamlit run app.py --server.port 8765" in shown.stdout


def test_every_setting_is_documented() -> None:
    from llais.settings import Settings

    text = (ROOT / "docs" / "settings.md").read_text("utf-8")
    for name in Settings.model_fields:
        assert f"`LLAIS_{name.upper()}`" in text, name


def test_requirements_are_pinned() -> None:
    for file in ROOT.glob("requirements*.txt"):
        for line in file.read_text().splitlines():
            assert re.fullmatch(r"#.*|-r [\w.-]+|[\w.-]+==[\w.]+|", line), (file.name, line)


def test_no_file_of_code_is_over_four_hundred_lines() -> None:
    shown = subprocess.run(["git", "ls-files", "*.py", "*.js", "*.css", "*.html", "*.md"], cwd=ROOT, capture_output=True, text=True)
    for name in shown.stdout.split():
        assert len((ROOT / name).read_text("utf-8").splitlines()) <= 400, name


def test_only_the_interface_knows_streamlit() -> None:
    for file in (ROOT / "llais").rglob("*.py"):
        if "interface" not in file.parts:
            assert not re.search(r"^\s*(import|from) streamlit", file.read_text("utf-8"), re.M), file


def test_imports_point_one_way() -> None:
    layers = {"content": 0, "language": 0, "settings": 0, "paths": 0, "service": 0, "fault": 0, "journey": 1, "kiosk": 1, "speech": 1}
    layers |= {"signing": 1, "answers": 1, "catalogs": 1, "translation": 2, "readiness": 2, "desk": 2}
    layers |= {"interface": 3, "rehearsal": 3, "commands": 3}
    for file in (ROOT / "llais").rglob("*.py"):
        own = file.relative_to(ROOT / "llais").parts[0].removesuffix(".py")
        for other in re.findall(r"^\s*(?:from|import) llais\.(\w+)", file.read_text("utf-8"), re.M):
            assert layers.get(other, 9) <= layers.get(own, 9), (file, other)
