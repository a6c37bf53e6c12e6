"""Where the product keeps what it ships with."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
LOCALES = ROOT / "locales"
AUDIO = ROOT / "audio"
PICTURES = ROOT / "pictures"
MODELS = ROOT / "models"
"""Voices that were fetched to make sound with. Not kept in git."""
