"""The vault holds what the rows name."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from contracts.documents.templates import _from_vault
from contracts.files.named_files import missing_files, sweep_files
from contracts.files.vault import Vault
from contracts.records import Contract, Paper
from engine.desk import House, at_desk, reading_at
from engine.identity import new_id
from tests.contracts.at_stage import Travelling
from tests.people import actor


@pytest.fixture
def vault(house: House, tmp_path: Path) -> Vault:
    house.parts["vault"] = Vault(tmp_path / "vault")
    return house.parts["vault"]


def a_contract(now: dt.datetime) -> Contract:
    return Contract(id=new_id(), type="service", title="服务合同", owner="chen", department="ENG", values={}, template="service",
                    created_at=now, updated_at=now)


def paper_of(contract: Contract, number: int, sha: str, now: dt.datetime) -> Paper:
    return Paper(contract_id=contract.id, number=number, kind="attachment", name="a.pdf", media="application/pdf", sha=sha, size=1,
                 added_by="chen", added_at=now)


def test_a_named_file_that_is_not_there_is_told(house: House, vault: Vault) -> None:
    kept = vault.put(b"kept").sha
    with at_desk(house, actor("chen")) as desk:
        desk.session.add(contract := a_contract(desk.now))
        desk.session.flush()
        desk.session.add_all([paper_of(contract, 1, kept, desk.now), paper_of(contract, 2, "f" * 64, desk.now)])
    with reading_at(house, actor("chen")) as desk:
        assert missing_files(desk) == ["f" * 64]


def test_what_nobody_names_is_swept_after_a_day(house: House, vault: Vault) -> None:
    old, young = vault.put(b"old").sha, vault.put(b"young").sha
    os.utime(vault.folder / old[:2] / old, times=((house.clock() - dt.timedelta(days=2)).timestamp(),) * 2)
    os.utime(vault.folder / young[:2] / young, times=(house.clock().timestamp(),) * 2)
    with reading_at(house, actor("chen")) as desk:
        assert sweep_files(desk) == 1
    assert (vault.exists(old), vault.exists(young)) == (False, True)


def test_the_template_that_a_contract_pinned_is_kept_as_long_as_the_contract(quick_house: House) -> None:
    contract = Travelling(quick_house)
    vault: Vault = quick_house.parts["vault"]
    for file in vault.folder.glob("??/*"):
        os.utime(file, times=(0, 0))
    with reading_at(quick_house, actor("chen")) as desk:
        assert (sweep_files(desk), missing_files(desk)) == (0, [])
    _from_vault.cache_clear()                   # as in a process that has just started
    assert contract.submitted().row().text_number == 1
    (vault.folder / (version := contract.row().template_version)[:2] / version).unlink()
    with reading_at(quick_house, actor("chen")) as desk:
        assert missing_files(desk) == [version]
