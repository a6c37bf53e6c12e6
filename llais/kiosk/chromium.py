"""Chromium for strangers: found on this machine, with all off that a visitor must not reach."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from llais import language, paths

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")

FLAGS = (
    "--kiosk",
    "--no-first-run",
    "--no-default-browser-check",
    "--noerrdialogs",
    "--hide-crash-restore-bubble",
    "--disable-breakpad",
    "--disable-background-networking",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--disable-translate",
    "--disable-pinch",
    "--overscroll-history-navigation=0",
    "--password-store=basic",
    "--autoplay-policy=no-user-gesture-required",
    "--block-new-web-contents",
    "--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,InterestFeedContentSuggestions",
    "--remote-debugging-pipe",
)
"""What is not off by these is off by the policy, or stopped by the page."""


PREFERENCES = {
    "translate": {"enabled": False},
    "credentials_enable_service": False,
    "profile": {"password_manager_enabled": False},
    "autofill": {"profile_enabled": False, "credit_card_enabled": False},
    "browser": {"enable_spellchecking": False},
    "net": {"network_prediction_options": 2},
}
"""What a fresh profile begins with: a machine without the policy shows no bubble either."""


class NoChromium(RuntimeError):
    """There is no Chromium here. The message says what to do."""


def find(named: str = "") -> str:
    """The program. Raises NoChromium."""
    found = shutil.which(named) if named else next((one for one in map(shutil.which, NAMES) if one), None)
    if not found:
        where = named or " or ".join(NAMES[:2])
        raise NoChromium(f"{where} is not here. Install it (apt install chromium), or name it with --chromium PATH")
    return found


def arguments(profile: Path, url: str, printer: str = "") -> list[str]:
    """The arguments for one visit in a profile folder of its own."""
    printing = ["--kiosk-printing"] if printer else []
    return [*FLAGS, *printing, f"--user-data-dir={profile}", url]


def prepare(profile: Path) -> None:
    """Set up a fresh profile folder."""
    folder = profile / "Default"
    folder.mkdir()
    ours = [one.tag for one in language.languages(paths.LOCALES)]
    (folder / "Preferences").write_text(json.dumps(PREFERENCES | {"translate_blocked_languages": ours}))


def origin(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def policy(url: str, printer: str = "") -> str:
    """What an administrator puts into /etc/chromium/policies/managed: Chromium then obeys it in every profile."""
    app = origin(url)
    rules = {
        "URLBlocklist": ["*"],
        "URLAllowlist": [app, "data:*"],
        "AudioCaptureAllowedUrls": [app],
        "AudioCaptureAllowed": False,
        "VideoCaptureAllowed": False,
        "DeveloperToolsAvailability": 2,
        "DownloadRestrictions": 3,
        "AllowFileSelectionDialogs": False,
        "PrintingEnabled": bool(printer),
        "DefaultPopupsSetting": 2,
        "DefaultNotificationsSetting": 2,
        "DefaultGeolocationSetting": 2,
        "TranslateEnabled": False,
        "SpellcheckEnabled": False,
        "PasswordManagerEnabled": False,
        "AutofillAddressEnabled": False,
        "AutofillCreditCardEnabled": False,
        "SearchSuggestEnabled": False,
        "BrowserSignin": 0,
        "SyncDisabled": True,
        "IncognitoModeAvailability": 1,
        "BrowserAddPersonEnabled": False,
        "BrowserGuestModeEnabled": False,
        "BackgroundModeEnabled": False,
        "MetricsReportingEnabled": False,
        "DefaultBrowserSettingEnabled": False,
        "ExtensionInstallBlocklist": ["*"],
        "EditBookmarksEnabled": False,
    }
    return json.dumps(rules, indent=2)
