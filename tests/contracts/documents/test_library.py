"""The vetted texts: what each says with fixed values, with its optional clauses on and off, and at its extremes."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from contracts.documents import library
from contracts.documents.library import LIBRARY
from contracts.documents.library.building import build
from contracts.documents.library.wordml import save_same_bytes
from contracts.documents.pdf import LibreOffice, converter_found
from contracts.documents.templates import require_template, template
from contracts.templates.regions import passages
from contracts.types.catalog import shipped
from contracts.types.definitions import read_type
from tests.contracts.documents.golden_files import FOLDER, told
from tests.contracts.documents.samples import SAMPLES, form_of_text, paid, read_sample, rendered

MADE = {"amount_in_capitals", "net", "tax", "number", "party_a", "party_b", "plan_total", "plan_total_in_capitals", "copies", "given", "said"}
MAIN = ("construction", "purchase", "service", "income", "framework")
TURNED = {                                     # an answer, a sentence that comes with it, one that goes
    "construction": [({"performance_bond": "0.1", "retention_rate": "0"}, "履约担保", "按照结算价款的"), ({"advance_guarantee": "yes"}, "预付款保函", ""),
                     ({"wage_account": ""}, "", "农民工工资专用账户"), ({"price_kind": "unit"}, "固定综合单价", "固定总价"), ({"insured": ""}, "", "工伤保险，并为其施工机械"),
                     ({"material_adjusted": "yes", "adjusted_materials": "钢筋、电缆"}, "主要材料（钢筋、电缆）", ""), ({"tax_change": ""}, "含税总价固定", "以不含税价款为计价基础"),
                     ({"supplied_materials": "电梯\n变压器"}, "由甲方供应的材料和设备包括", ""), ({"dispute": "arbitration"}, "北京仲裁委员会", "有管辖权的人民法院"),
                     ({"special_terms": "甲方提供临时用电。"}, "甲方提供临时用电。", "双方无其他约定"), ({"advance": ""}, "", "预付款应专项用于")],
    "purchase": [({"advance_guarantee": "yes"}, "预付款保函", ""), ({"performance_bond": "0"}, "", "履约担保"), ({"retention_rate": "0"}, "", "作为质量保证金"),
                 ({"with_installation": ""}, "货物由甲方自行安装", "免费的现场培训"), ({"ip": ""}, "", "软件的使用许可费用"), ({"electronic": ""}, "", "可靠的电子签名，与手写")],
    "service": [({"ip": ""}, "", "服务成果不侵犯"), ({"electronic": ""}, "", "电子签名的约定"), ({"tax_change": ""}, "含税总价固定", "以不含税价款为计价基础")],
    "income": [({"ip_owner": "us"}, "其知识产权归乙方所有", "归甲方所有；乙方依法"), ({"travel_included": ""}, "差旅、食宿费用由甲方", "差旅费用已包含"), ({"ip": ""}, "", "成果的权利归属")],
    "framework": [({"amount": ""}, "不约定采购总额", "采购限额仅为上限"), ({"price_review": ""}, "价格固定不变", "价格复核"), ({"bond_amount": ""}, "", "履约担保"),
                  ({"site_work": ""}, "", "现场安全"), ({"electronic": ""}, "", "电子签名的约定")],
    "order": [({"site_work": "yes"}, "服从现场人员的指挥", ""), ({"special_terms": "分两车送达。"}, "分两车送达。", "双方无其他约定")],
}
ANSWERS = [(text, *turned) for text, answers in TURNED.items() for turned in answers]


@pytest.mark.parametrize("text", LIBRARY)
def test_the_committed_document_is_the_one_that_its_clauses_make(text, tmp_path):
    save_same_bytes(build(text), tmp_path / "built.docx")
    built, kept = zipfile.ZipFile(tmp_path / "built.docx"), zipfile.ZipFile(Path(library.__file__).parent / f"{text}.docx")
    with built, kept:
        for part in ("word/document.xml", "word/numbering.xml", "word/styles.xml"):
            assert built.read(part) == kept.read(part)


@pytest.mark.parametrize("text", LIBRARY)
def test_a_text_passes_our_own_checks_and_names_only_what_its_form_asks(text):
    require_template(template(text).docx, {one.name for one in form_of_text(text).fields} | MADE)


@pytest.mark.parametrize("text", LIBRARY)
def test_no_field_is_asked_that_the_text_does_not_say(text):
    written = "\n".join(passage.text for passage in passages(template(text).docx))
    kind = read_type(shipped()[LIBRARY[text]], "{type}-{seq:4}")
    asked = {one.name for one in (*template(text).form.fields, *kind.form.fields)}
    assert [name for name in sorted(asked) if not re.search(rf"\b{name}\b", written)] == []


@pytest.mark.parametrize("text", LIBRARY)
def test_a_contract_of_fixed_values_says_what_its_golden_file_says(text):
    assert told(rendered(text)) == (FOLDER / f"{text}.txt").read_text("utf-8")


@pytest.mark.parametrize("text", LIBRARY)
def test_what_may_be_worded_freely_lies_in_free_regions_and_nothing_else(text):
    free = [passage.text for passage in passages(rendered(text, special_terms="另行约定的内容。")) if passage.is_free and passage.text.strip()]
    typed = "\n".join(str(value) for value in SAMPLES[text].values()).splitlines()
    assert "另行约定的内容。" in free and len(free) >= 2
    assert [line for line in free if line not in typed and line != "另行约定的内容。"] == []


@pytest.mark.parametrize("text,answer,comes,goes", ANSWERS, ids=lambda value: value if isinstance(value, str) and value in LIBRARY else "")
def test_a_clause_comes_and_goes_with_its_answer(text, answer, comes, goes):
    usual, turned = told(rendered(text)), told(rendered(text, **answer))
    assert comes in turned and (not comes or comes not in usual)
    assert not goes or (goes in usual and goes not in turned)


@pytest.mark.parametrize("text", LIBRARY)
def test_a_draft_with_nothing_in_it_has_blanks_and_no_gap(text):
    form = form_of_text(text)
    assert read_sample(text, title="").errors
    assert form.read(form.defaults(), today=dt.date(2026, 3, 2)).values


@pytest.mark.parametrize("text", LIBRARY)
def test_the_clauses_that_its_type_requires_stand_in_it(text):
    said = told(rendered(text))
    kind = read_type(shipped()[LIBRARY[text]], "{type}-{seq:4}")
    assert kind.clauses and [clause.name["zh"] for clause in kind.clauses if not any(word in said for word in clause.any_of)] == []


@pytest.fixture(scope="module")
def printed_texts(tmp_path_factory):
    """Every text as a PDF, made with one start of LibreOffice; and a construction contract with everything at its longest."""
    office, folder = converter_found(), tmp_path_factory.mktemp("texts")
    assert isinstance(office, LibreOffice)
    documents = {**{text: rendered(text) for text in LIBRARY}, "longest": longest()}
    for name, pdf in zip(documents, office.to_pdfs(list(documents.values())), strict=True):
        (folder / f"{name}.pdf").write_bytes(pdf)
    return folder


def longest() -> bytes:
    """Sixty rows, names of two hundred characters, every optional clause."""
    rows = paid(*((f"第{n}期进度款", "当期工程量审核完成并收到发票后", "200000.00", str(dt.date(2026, 4, 15) + dt.timedelta(days=15 * n))) for n in range(1, 61)))
    return rendered("construction", plan=rows, amount="12000000.00", title="长" * 200, counterparty="名" * 200, advance_guarantee="yes", material_adjusted="yes",
                    adjusted_materials="钢筋", supplied_materials="电梯", performance_bond="0.1", dispute="arbitration", special_terms="甲方提供临时用电。")


def said_of(command: str, folder: Path, name: str) -> str:
    """What one of Poppler's programs says of a PDF."""
    words = [command, str(folder / f"{name}.pdf"), *(["-"] if command == "pdftotext" else [])]
    return subprocess.run(words, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("text", LIBRARY)
def test_a_main_text_has_at_least_four_pages_and_every_face_is_embedded(printed_texts, text):
    pages = int(re.search(r"Pages:\s+(\d+)", said_of("pdfinfo", printed_texts, text))[1])
    fonts = [line.split()[-5] for line in said_of("pdffonts", printed_texts, text).splitlines()[2:]]
    assert pages >= 4 and fonts and set(fonts) == {"yes"}


@pytest.mark.parametrize("text", LIBRARY)
def test_every_clause_stands_under_its_number_in_the_pdf(printed_texts, text):
    said = re.sub(r"\s", "", said_of("pdftotext", printed_texts, text))
    headings = [line for line in told(rendered(text)).splitlines() if re.match(r"第\S+条 ", line)]
    assert len(headings) >= 9 and [line for line in headings if re.sub(r"\s", "", line) not in said] == []


@pytest.mark.parametrize("text", [*LIBRARY, "longest"])
def test_the_place_to_sign_is_whole_on_the_last_page(printed_texts, text):
    last = said_of("pdftotext", printed_texts, text).rstrip("\f").split("\f")[-1]
    assert last.count("（盖章）") == 2 and last.count("签署日期") == 2


@pytest.mark.parametrize("text", [*LIBRARY, "longest"])
def test_no_heading_and_no_sum_is_left_alone_on_a_page(printed_texts, text):
    pages = [[line for line in page.splitlines() if line.strip()] for page in said_of("pdftotext", printed_texts, text).split("\f")[1:] if page.strip()]
    bottoms = [[line for line in page if not re.search(r"第\s*\d+\s*页", line)][-1] for page in pages]
    assert [line for line in bottoms if re.match(r"第\S+条", line) or line.endswith("：")] == []


def test_a_plan_of_sixty_rows_repeats_its_head(printed_texts):
    assert said_of("pdftotext", printed_texts, "longest").count("付款条件\n") >= 4


@pytest.mark.parametrize(("text", "own"), [("framework", "本协议"), ("order", "本订单")])
def test_an_agreement_calls_itself_by_one_name_in_the_shared_clauses_too(text, own):
    said = told(rendered(text))
    assert own in said and "本合同" not in said
