"""deploy/server and deploy/container without running them: they say what the app says, and name what is there."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from llais.__main__ import COMMANDS
from llais.interface import exported, streamlit_files
from llais.interface.kit import Kit
from llais.interface.security import HEADERS
from llais.interface.web import WEB
from llais.paths import ROOT
from llais.settings import Settings

SERVER, CONTAINER = ROOT / "deploy" / "server", ROOT / "deploy" / "container"
UNIT = SERVER / "llais@.service"


def test_files_that_nginx_sends_itself_carry_the_headers_of_the_app() -> None:
    text = (SERVER / "nginx" / "llais-headers.conf").read_text()
    found = {name.lower(): value for name, value in re.findall(r'^add_header (\S+) "([^"]*)" always;$', text, re.M)}
    assert found.pop("strict-transport-security") == "max-age=31536000"
    assert "script-src" not in found["content-security-policy"] and "default-src 'none'" in found["content-security-policy"]
    assert found | {"content-security-policy": ""} == dict(HEADERS) | {"content-security-policy": ""}


def test_nginx_knows_each_process_in_the_map_and_in_every_upstream() -> None:
    text = (SERVER / "nginx" / "llais.conf").read_text()
    ports = re.findall(r"^    (\d+) llais_\1;$", text, re.M)
    upstreams = dict(re.findall(r"^upstream (\w+) {(.*?)^}", text, re.M | re.S))
    assert len(ports) >= 2 and set(upstreams) == {"llais_any", *(f"llais_{port}" for port in ports)}
    for name, servers in upstreams.items():
        assert set(re.findall(r"127\.0\.0\.1:(\d+)", servers)) == set(ports)
        first = re.search(r"server 127\.0\.0\.1:(\d+)", servers)
        assert name == "llais_any" or (first and first[1] == name.removeprefix("llais_") and servers.count("backup") == len(ports) - 1)


def test_the_unit_has_its_parts_and_starts_again_by_itself() -> None:
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read_string(UNIT.read_text())
    service = parsed["Service"]
    assert parsed.sections() == ["Unit", "Service", "Install"]
    assert service["Restart"] == "always" and service["User"] == "llais" and service["LimitCORE"] == "0"
    assert "--server.port %i" in service["ExecStart"] and "--server.address 127.0.0.1" in service["ExecStart"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this machine")
def test_systemd_finds_no_fault_in_the_unit(tmp_path: Path) -> None:
    text = UNIT.read_text().replace("/opt/llais/current/.venv/bin/streamlit", "/bin/true").replace("=/opt/llais/current", "=/")
    (tmp_path / "llais@8501.service").write_text(text)
    ran = subprocess.run(["systemd-analyze", "verify", "--recursive-errors=no", str(tmp_path / "llais@8501.service")], capture_output=True, text=True)
    assert [line for line in ran.stderr.splitlines() if "llais@" in line] == []


def test_every_setting_and_command_that_the_papers_name_is_there() -> None:
    papers = [ROOT / "docs" / "operating.md", *(one for one in (*SERVER.rglob("*"), *CONTAINER.rglob("*")) if one.is_file())]
    text = "\n".join(one.read_text("utf-8") for one in papers)
    named = {one.lower() for one in re.findall(r"LLAIS_(\w+)", text)}
    assert named and named <= set(Settings.model_fields)
    assert set(re.findall(r"-m llais (\w+)", text)) | set(re.findall(r'"llais", "(\w+)"', text)) <= {words[0] for words in COMMANDS}


def test_the_container_copies_what_the_product_is_made_of_and_sees_nothing_else() -> None:
    text = (CONTAINER / "Dockerfile").read_text()
    copied = set(re.findall(r"^COPY (\S+) ", text, re.M))
    assert all((ROOT / name).exists() for name in copied)
    assert {"llais", "pages", "content", "locales", "audio", "pictures", "app.py", ".streamlit", "requirements.txt"} <= copied
    seen = (ROOT / ".dockerignore").read_text().splitlines()
    assert seen[1] == "*" and {one[1:].partition("/")[0] for one in seen if one.startswith("!")} == copied
    assert "audio/human" in seen, "people's own recordings are no part of an image"
    for path in re.findall(r"- (\.\./server/\S+?):", (CONTAINER / "compose.yaml").read_text()):
        assert (CONTAINER / path).exists(), path


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    return Kit.load(Settings(data_dir=tmp_path_factory.mktemp("data")))


def test_the_files_for_nginx_are_the_apps_own_under_the_paths_they_are_asked_for(kit: Kit) -> None:
    written = dict(exported.files(kit))
    for name, file in WEB.files.items():
        assert written[f"{WEB.url.strip('/')}/{name}"] == file.data
    scripts = [path for path in written if path.startswith("static/js/")]
    assert scripts and all(written[path] == (streamlit_files.FOLDER / path).read_bytes() for path in scripts[:20])
    sounds = [path for path in written if path.startswith("sound/")]
    assert "sound/cy/button.listen.0.mp3" in sounds and "sound/en/button.listen.0.mp3" in sounds


def test_files_are_written_once_and_scripts_of_long_ago_are_forgotten(kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = [one for one in exported.files(kit) if not one[0].startswith(("static/", "sound/"))]
    monkeypatch.setattr(exported, "files", lambda _: few)
    old, recent = tmp_path / "ui" / "000000000000", tmp_path / "ui" / "111111111111"
    for folder, days in ((old, 40), (recent, 5)):
        folder.mkdir(parents=True)
        (folder / "app.js").write_text("")
        os.utime(folder / "app.js", (time.time() - days * 86400,) * 2)
    assert exported.write(kit, tmp_path, 30) > len(few) and exported.write(kit, tmp_path, 30) == 0
    assert not old.exists() and recent.exists() and (tmp_path / WEB.url.strip("/") / "llais.js").exists()
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize("page", exported.AWAY)
def test_the_pages_for_when_no_app_answers_need_nothing_else_and_are_in_every_language(kit: Kit, page: str) -> None:
    text = dict(exported.files(kit))[page].decode()
    for words in kit.words.values():
        assert words(exported.AWAY[page]) in text and words("phone.number") in text
    assert "src=" not in text and "stylesheet" not in text and "<script" not in text


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = subprocess.run([sys.executable, "-m", "llais", "static", "--to", str(tmp_path / "file" / "x")], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 2 and "Look at the path" in ran.stderr and "Traceback" not in ran.stderr
