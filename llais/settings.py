"""Every setting, read from the environment in one place."""

from __future__ import annotations

import shlex
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from llais.paths import AUDIO, ROOT

LEAST_WARNING = 20
"""Seconds: WCAG 2.2.1."""


def _pairs(value: object) -> object:
    """`en=kokoro cy=piper` as a table; a value with spaces stands in quotes."""
    if not isinstance(value, str):
        return value
    pairs = [pair.partition("=") for pair in shlex.split(value)]
    if not all(language and chosen for language, _, chosen in pairs):
        raise ValueError("write language=value, more of them separated by spaces: en=kokoro cy=piper")
    return {language: chosen for language, _, chosen in pairs}


ByLanguage = Annotated[dict[str, str], NoDecode, BeforeValidator(_pairs)]
SpeedByLanguage = Annotated[dict[str, Annotated[float, Field(ge=0.5, le=2)]], NoDecode, BeforeValidator(_pairs)]


class Settings(BaseSettings):
    """LLAIS_* variables. A value that cannot be used is a ValidationError that names the variable."""

    model_config = SettingsConfigDict(env_prefix="LLAIS_", frozen=True)

    port: int = Field(8501, ge=1, le=65535, description="Port of the families' app.")
    desk_port: int = Field(8502, ge=1, le=65535, description="Port of the reviewer's desk, on loopback only.")
    data_dir: Path = Field(ROOT / "data", description="Folder for what must be kept: the database, the pepper.")
    database_url: str = Field("", description="SQLAlchemy URL of the vault. Empty: SQLite in the data folder.")
    place: Literal["web", "kiosk"] = Field("web", description="Where families use it: at home, or on a shared screen.")
    recipients: str = Field("", description="age public keys, separated by spaces or commas. Empty: practice mode.")
    recovery: str = Field("", description="The Board's offline age public key: every answer is sealed to it, too.")
    reviewers: str = Field("", description="The reviewers' public keys that reviews may use. Empty: any.")
    retention_days: int = Field(365, ge=1, le=36500, description="Days that an answer without a review is kept.")
    smtp_url: str = Field("", description="smtp:// or smtps:// address of the mail server. Empty: nobody is told.")
    mail_from: str = Field("", description="The address that e-mails come from.")
    mail_unit: str = Field("", description="The Business Unit's addresses: told of its own box, and of what stays unread.")
    unread_days: int = Field(5, ge=1, description="Working days after which something unread is told to the Unit.")
    public_url: str = Field("", description="Where families reach this app from home. Empty: no QR leads here.")
    allowed_hosts: str = Field("", description="Further host names this app answers to, separated by commas.")
    test_times: bool = Field(False, description="For tests only: times may be too short for people.")
    idle: bool = Field(True, description="Whether a visit is wiped when nobody touches the screen.")
    idle_seconds: int = Field(0, ge=0, description="Seconds without a touch before a visit is wiped. 0: by place.")
    idle_voice_seconds: int = Field(0, ge=0, description="The same in Your Voice. 0: by place.")
    idle_warning_seconds: int = Field(30, ge=1, description="How long the warning before that counts down; 20 or more.")
    later_days: int = Field(14, ge=1, le=90, description="Days that answers wait for somebody who stopped half-way.")
    recordings_dir: Path = Field(AUDIO / "human", description="Folder of people's own recordings of the sentences.")
    most_visits: int = Field(1000, ge=1, description="Tabs that one process serves at once; further ones can read, and wait.")
    most_recordings_mb: int = Field(512, ge=10, description="Megabytes of recordings one process holds before they are sent.")
    usage: bool = Field(True, description="Whether it is counted, as monthly sums, how much is used.")
    metrics_port: int = Field(0, ge=0, le=65535, description="Port of the numbers for an operator, on loopback. 0: none.")
    logs: Literal["text", "json"] = Field("text", description="How the log is written: lines to read, or a JSON object a line.")
    printer: str = Field("", description="Name of the kiosk's printer, as CUPS knows it. Empty: nothing prints.")

    speech_engines: ByLanguage = Field({}, description="Who speaks a language in make speech: language=engine.")
    speech_voices: ByLanguage = Field({}, description="That engine's voice, or its file: language=voice.")
    speech_speeds: SpeedByLanguage = Field({}, description="A share of that voice's own pace: language=speed.")

    @field_validator("data_dir", "recordings_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("idle_seconds", "idle_voice_seconds", "idle_warning_seconds")
    @classmethod
    def _long_enough(cls, value: int, others: ValidationInfo) -> int:
        least = LEAST_WARNING if others.field_name == "idle_warning_seconds" else 2 * LEAST_WARNING  # it warns in the second half
        if 0 < value < least and not others.data.get("test_times"):
            raise ValueError(f"must be {least} or more: people need the time (WCAG 2.2.1)")
        return value

    @property
    def vault_url(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'llais.sqlite'}"


def faults(problem: ValidationError) -> list[str]:
    """What is wrong, each with its variable."""
    return [f"LLAIS_{str(one['loc'][0]).upper()}: {one['msg']}" for one in problem.errors()]


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
