"""Our own side: what [organisation] of config.toml says of the company whose contracts these are."""

from __future__ import annotations

from collections.abc import Mapping

from engine.desk import House


def organisation(house: House) -> Mapping[str, str]:
    """name, credit_code, address, representative, phone, email, bank, account; empty where the company has none."""
    return {name: str(value) for name, value in house.settings["organisation"].items()}
