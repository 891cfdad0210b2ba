"""The columns of the file: their headings in both languages, what goes into them, an example; and the words of their choices."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

Said = Mapping[str, str]                   # {"zh": ..., "en": ...}
CONTRACTS, PLAN, COLUMNS, LISTS = "contracts", "plan", "columns", "lists"
SHEETS: Mapping[str, Said] = {CONTRACTS: {"zh": "合同", "en": "Contracts"}, PLAN: {"zh": "付款计划", "en": "Payment plan"},
                              COLUMNS: {"zh": "填写说明", "en": "Columns"}, LISTS: {"zh": "选项", "en": "Lists"}}
FINDINGS: Said = {"zh": "检查结果", "en": "Findings"}                             # the column that we add, and read over
STAGES: Mapping[str, Said] = {"perform": {"zh": "履行中", "en": "In performance"}, "archive": {"zh": "待归档", "en": "To be filed"},
                              "archived": {"zh": "已归档", "en": "Archived"}}
CHOICES: Mapping[str, Mapping[str, Said]] = {
    "stage": STAGES,
    "direction": {"expense": {"zh": "支出", "en": "Expense"}, "income": {"zh": "收入", "en": "Income"}},
    "risk": {"low": {"zh": "低", "en": "Low"}, "normal": {"zh": "一般", "en": "Normal"}, "high": {"zh": "高", "en": "High"}},
    "retention": {"10": {"zh": "10年", "en": "10 years"}, "30": {"zh": "30年", "en": "30 years"},
                  "permanent": {"zh": "永久", "en": "For ever"}}}
CURRENCIES = ("CNY", "USD", "EUR", "HKD", "JPY", "GBP")


@dataclass(frozen=True)
class Column:
    """`kind`: text, choice, money, rate, date; `most`: signs of a text."""

    name: str
    title: Said
    says: Said
    example: Said
    kind: str = "text"
    required: bool = False
    most: int = 200
    width: int = 16


def _column(name: str, zh: str, en: str, says_zh: str, says_en: str, example: str | tuple[str, str], kind: str = "text", *,
            required: bool = False, most: int = 200, width: int = 16) -> Column:
    pair = example if isinstance(example, tuple) else (example, example)
    return Column(name, {"zh": zh, "en": en}, {"zh": says_zh, "en": says_en}, dict(zip(("zh", "en"), pair, strict=True)), kind, required,
                  most, width)


OF_CONTRACTS = (
    _column("number", "合同编号", "Number", "原编号照用，不得重复；留空则按该类型的编号规则生成。",
            "Kept as it is, and given once; left empty, the type's rule makes one.", "HT-2024-0137", most=80, width=20),
    _column("title", "合同名称", "Title", "合同首页上的名称。", "What the contract calls itself.",
            ("电梯维护保养合同", "Maintenance of the lifts"), required=True, width=34),
    _column("type", "合同类型", "Type", "从下拉列表中选择。",
            "One of the list.", ("服务合同", "Service contract"), "choice", required=True),
    _column("stage", "阶段", "Stage", "履行中：尚未结束；待归档：已履行完毕，由档案员归档；已归档：已结束并已入档。",
            "In performance: not over yet. To be filed: performed, the archivist files it. Archived: over and filed.",
            ("履行中", "In performance"), "choice", required=True, width=14),
    _column("counterparty", "相对方", "Counterparty", "对方全称；相对方库中没有的，导入时一并建立。",
            "The full name of the other party; who is not in the directory yet is put into it.",
            ("北京恒立达电梯有限公司", "Hengli Elevators Ltd"), required=True, width=34),
    _column("counterparty_code", "统一社会信用代码", "Credit code", "18 位，请将此列设为文本格式；境外单位和个人可留空。",
            "18 characters, in a column formatted as text; empty for foreigners and persons.", "91110105MA01A2B3X5", most=40, width=22),
    _column("direction", "收支方向", "Direction", "我方付款为支出，收款为收入；留空则按合同类型。",
            "Expense: we pay; income: we are paid. Left empty, the type says it.", ("支出", "Expense"), "choice", width=12),
    _column("amount", "合同金额", "Amount", "含税总额，单位为元，不写“万”；没有固定金额的留空。",
            "Gross, in yuan and not in ten thousands; empty where no price is fixed.", "1200000.00", "money"),
    _column("currency", "币种", "Currency", "留空为 CNY。", "CNY where it is left empty.", "CNY", "choice", width=8),
    _column("tax_rate", "税率", "VAT rate", "如 6%；留空则不拆分税额。", "As 6%; left empty, no tax is taken out.", "6%", "rate", width=8),
    _column("signed_on", "签订日期", "Signed on", "日期格式，或 2024-03-01、2024/3/1、2024年3月1日。",
            "A date, or 2024-03-01, 2024/3/1, 2024年3月1日.", "2024-03-01", "date", required=True, width=12),
    _column("starts_on", "开始日期", "From", "履行期限的第一天。", "The first day of the term.", "2024-03-15", "date", width=12),
    _column("ends_on", "结束日期", "To", "履行期限的最后一天；填写后届满前会提醒负责人。",
            "The last day of the term; the owner is asked before it what follows.", "2027-03-14", "date", width=12),
    _column("owner", "负责人", "Owner", "姓名或登录名；重名时填登录名。", "Name or login name; the login name where two have one name.",
            "chen", required=True, most=80, width=12),
    _column("company", "公司", "Company", "部门重名时用来区分；可留空。",
            "Tells departments of one name apart; may be empty.", "", "choice", width=18),
    _column("department", "部门", "Department", "名称或代码；留空为负责人所在部门。",
            "Name or code; the owner's where it is left empty.", "", "choice", width=18),
    _column("project", "项目编号", "Project", "已在系统中建立的项目。",
            "The code of a project that is in the system.", "", most=40, width=14),
    _column("budget_line", "预算科目", "Budget line", "该项目中的科目编号或名称。",
            "Code or name of one of the project's lines.", "", most=120, width=14),
    _column("paid", "已付（收）金额", "Paid so far", "导入前已结清的金额，单位为元；付款计划表中有此合同时留空。",
            "What was settled before, in yuan; empty where the sheet of the payment plan has the contract.", "400000.00", "money"),
    _column("rest_due_on", "余款到期日", "Rest due on", "余款的到期日，届时提醒财务；留空则不建立付款节点。",
            "When the rest is due; finance is asked then. Left empty, nobody is.", "2026-12-31", "date", width=12),
    _column("invoiced", "已开（收）票金额", "Invoiced so far", "导入前累计开票金额，单位为元。",
            "What was invoiced before, in yuan.", "400000.00", "money"),
    _column("risk", "风险等级", "Risk", "留空为一般。", "Normal where it is left empty.", ("一般", "Normal"), "choice", width=10),
    _column("file_number", "档号", "File number", "仅用于已归档的合同；留空则自动生成。",
            "For archived contracts; left empty, the next one is given.", "", most=80),
    _column("retention", "保管期限", "Kept for", "仅用于已归档的合同；留空为 30年。",
            "For archived contracts; 30 years where it is left empty.", "", "choice", width=12),
)
OF_PLAN = (
    _column("number", "合同编号", "Number", "合同表中的合同编号。",
            "The number that the contract has in the first sheet.", "HT-2024-0137", required=True, most=80, width=20),
    _column("name", "款项名称", "Payment", "如预付款、进度款、尾款。",
            "As advance, progress payment, final payment.", ("预付款", "Advance"), required=True, most=120, width=20),
    _column("amount", "金额", "Amount", "单位为元。", "In yuan.", "360000.00", "money", required=True),
    _column("due_on", "应付日期", "Due on", "到期日；到期前提醒财务。",
            "Finance is asked before it.", "2024-04-01", "date", required=True, width=12),
    _column("settled_on", "结清日期", "Settled on", "已结清的填写；留空为未结清。",
            "For what was settled; empty where it is open.", "2024-04-03", "date", width=12),
)
BY_SHEET: Mapping[str, tuple[Column, ...]] = {CONTRACTS: OF_CONTRACTS, PLAN: OF_PLAN}
BY_NAME: Mapping[str, Mapping[str, Column]] = {sheet: {one.name: one for one in columns} for sheet, columns in BY_SHEET.items()}


def folded(text: object) -> str:
    """A heading or a choice as it is compared: without star, space and width."""
    return re.sub(r"[\s*＊:：]", "", unicodedata.normalize("NFKC", str(text or ""))).casefold()


def headings(sheet: str) -> dict[str, Column]:
    """Every heading of a sheet in both languages, folded."""
    return {folded(title): one for one in BY_SHEET[sheet] for title in one.title.values()}


def words(name: str) -> dict[str, str]:
    """What people may write for a choice, folded, with the value that it means."""
    return {folded(word): value for value, said in CHOICES[name].items() for word in (value, *said.values())}
