"""Names as they are compared."""

from __future__ import annotations

import pytest

from contracts.counterparties.names import name_key, percent_alike, pieces


@pytest.mark.parametrize("written", [
    "北京恒立达(海淀)电梯有限公司", "北京恒立达（海淀）电梯有限公司", "北京恒立达　（海淀） 电梯有限责任公司", "北京恒立达海淀电梯有限公司",
    "北京恒立达【海淀】电梯有限公司"])
def test_one_company_is_written_in_many_ways(written: str) -> None:
    assert name_key(written) == "北京恒立达海淀电梯有限公司"


@pytest.mark.parametrize("written", ["ACME Co., Ltd.", "Acme Co Ltd", "ＡＣＭＥ　Ｃｏ．，Ｌｔｄ．", "Acme Company Limited"])
def test_a_foreign_one_too(written: str) -> None:
    assert name_key(written) == "acmecoltd"


def test_nearly_alike_is_said_in_percent() -> None:
    one, other = name_key("北京恒立达电梯工程有限公司"), name_key("北京恒利达电梯工程有限责任公司")
    assert percent_alike(one, other) == 88
    assert percent_alike(one, one) == 100
    assert percent_alike(one, name_key("昆明春城园林绿化有限公司")) < 30


def test_two_legal_forms_of_one_name_are_no_difference_but_are_not_the_same() -> None:
    assert percent_alike(name_key("恒立达有限公司"), name_key("恒立达股份有限公司")) == 99


def test_names_without_a_letter_have_no_key_and_no_pieces() -> None:
    assert name_key(" （） ·%_ ") == "" and list(pieces("")) == []
