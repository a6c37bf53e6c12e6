"""The kiosk without a screen: its arguments, its policy, its units and its page that waits."""

from __future__ import annotations

import configparser
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from llais.__main__ import COMMANDS
from llais.commands import kiosk
from llais.kiosk import chromium, waiting
from llais.paths import ROOT
from llais.settings import Settings

UNITS = sorted((ROOT / "deploy" / "kiosk").glob("*.service"))
APP = "http://localhost:8501/"


def test_without_chromium_it_says_what_to_install() -> None:
    with pytest.raises(chromium.NoChromium, match="apt install chromium"):
        chromium.find("no-such-chromium")


@pytest.mark.parametrize("arguments,told", [(["--chromium", "/no/such"], "apt install"), (["--url", "localhost"], "http://")])
def test_what_is_wrong_is_said_and_it_ends_with_an_error(arguments: list[str], told: str) -> None:
    ran = subprocess.run([sys.executable, "-m", "llais", "kiosk", *arguments], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 2 and told in ran.stderr and "Traceback" not in ran.stderr


def test_printing_is_silent_with_a_printer_and_shut_without_one() -> None:
    assert "--kiosk-printing" in chromium.arguments(Path("/x"), APP, "office")
    assert "--kiosk-printing" not in chromium.arguments(Path("/x"), APP)
    assert json.loads(chromium.policy(APP, "office"))["PrintingEnabled"] is True
    assert json.loads(chromium.policy(APP))["PrintingEnabled"] is False


def test_the_policy_lets_nothing_but_the_app_through() -> None:
    rules = json.loads(chromium.policy("https://llais.example.wales:8443/x"))
    assert rules["URLBlocklist"] == ["*"] and rules["URLAllowlist"][0] == "https://llais.example.wales:8443"
    assert rules["AudioCaptureAllowedUrls"] == ["https://llais.example.wales:8443"]
    for name in ("TranslateEnabled", "PasswordManagerEnabled", "AutofillAddressEnabled", "VideoCaptureAllowed"):
        assert rules[name] is False
    assert rules["DeveloperToolsAvailability"] == 2 and rules["DownloadRestrictions"] == 3


def test_the_page_that_waits_has_every_language_and_asks_nobody_for_anything() -> None:
    page = unquote(waiting.address(kiosk._words()))
    assert re.findall(r'<p lang="(\w+)" dir="auto">', page) == ["cy", "en"]
    assert "http" not in page and "src=" not in page


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_each_unit_has_its_parts_and_starts_again_by_itself(unit: Path) -> None:
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read_string(unit.read_text())
    assert parsed.sections() == ["Unit", "Service", "Install"]
    service = parsed["Service"]
    assert service["Restart"] == "always" and service["User"] == "llais" and service["LimitCORE"] == "0"
    assert service["ExecStart"].startswith("/") and service["EnvironmentFile"] == "/etc/llais.env"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this machine")
def test_systemd_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        text = re.sub(r"/opt/llais/.venv/bin/\w+|/usr/bin/cage", "/bin/true", unit.read_text())
        text = text.replace("WorkingDirectory=/opt/llais", "WorkingDirectory=/")
        (tmp_path / unit.name).write_text(text)
    files = [str(one) for one in tmp_path.glob("*.service")]
    ran = subprocess.run(["systemd-analyze", "verify", "--recursive-errors=no", *files], capture_output=True, text=True)
    ours = [line for line in ran.stderr.splitlines() if "llais-" in line]
    assert ours == []


def test_every_setting_and_command_that_the_kiosks_papers_name_is_there() -> None:
    papers = [ROOT / "docs" / "kiosk.md", *(ROOT / "deploy" / "kiosk").iterdir()]
    text = "\n".join(one.read_text("utf-8") for one in papers)
    named = set(re.findall(r"LLAIS_(\w+)", text))
    assert named and {one.lower() for one in named} <= set(Settings.model_fields)
    first = {words[0] for words in COMMANDS}
    assert set(re.findall(r"-m llais (\w+)", text)) <= first
    targets = set(re.findall(r"`(?:cd /opt/llais && )?make (\w+)`", text))
    assert targets == {"install"} and "\ninstall:" in (ROOT / "Makefile").read_text()
