"""Settings: flag > environment > ``shuzhi.toml`` in the working folder > default. The only reader of the environment."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from pydantic import AliasChoices, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from pipeline.errors import InputError
from pipeline.word.fonts import Fonts

CONFIG = "shuzhi.toml"


class CheckSettings(BaseModel):
    """Of ``shuzhi check``: which rules, and what the user has accepted (``W02：原文里的几个字``)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()


class Settings(BaseSettings):
    """Everything that can be set. Fields are named as in ``shuzhi.toml``; the environment has them as SHUZHI_<NAME>.

    ``max_tokens`` limits one reply, ``max_total_tokens`` a run; prices are for a million tokens. ``extra_body`` goes into every request as it
    is (JSON in the environment): what a provider wants beyond the common form.
    """

    model_config = SettingsConfigDict(env_prefix="SHUZHI_", toml_file=CONFIG, extra="forbid", populate_by_name=True)

    home: Path = Field(default_factory=lambda: user_data_path("shuzhi", appauthor=False))
    model: str | None = None
    base_url: str | None = Field(None, validation_alias=AliasChoices("SHUZHI_BASE_URL", "OPENAI_BASE_URL"))
    api_key: SecretStr | None = Field(None, validation_alias=AliasChoices("SHUZHI_API_KEY", "OPENAI_API_KEY"))
    offline: bool = False
    timeout: float = Field(120.0, gt=0, le=3600)
    temperature: float = Field(0.3, ge=0, le=2)
    max_tokens: int | None = Field(None, ge=256)
    parallel: int = Field(8, ge=1, le=32)
    whole: bool = True
    fresh: bool = False
    max_calls: int | None = Field(None, ge=1)
    max_total_tokens: int | None = Field(None, ge=1)
    ledger_mb: int = Field(256, ge=1)
    price_in: float | None = Field(None, ge=0)
    price_out: float | None = Field(None, ge=0)
    fallback_model: str | None = None
    fallback_base_url: str | None = None
    fallback_api_key: SecretStr | None = None
    extra_body: dict[str, Any] = Field(default_factory=dict)
    chroma_url: str | None = None
    embed_model: str | None = None
    embed_base_url: str | None = None
    embed_api_key: SecretStr | None = None
    check: CheckSettings = CheckSettings()
    word: Fonts = Fonts()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the order of the arguments is pydantic-settings'
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls))


def read(**flags: Any) -> Settings:
    """Read the settings; flags that are None count as not given. Raises InputError in Chinese, naming what is wrong, never a key's value."""
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{CONFIG} 读不下去：{error}", hint="检查引号和等号，或先把这个文件改名再试。") from None
    except ValidationError as error:
        names = "、".join(sorted({str(e["loc"][0]) for e in error.errors() if e["loc"]}))
        raise InputError(f"设置里这几项不对：{names}", hint=f"在命令行、环境变量（SHUZHI_ 开头）或 {CONFIG} 里改正。") from None
