"""What an archive package holds: every frozen text, sealed and signed copies, papers, approvals, payments, and the histories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
import sqlalchemy as sa

from contracts.archive.filings import Filing
from contracts.archive.index import index_page
from contracts.archive.packages import Contents
from contracts.documents.texts import plain, texts_of
from contracts.files.papers import papers_of
from contracts.performing.invoicing.invoices import invoicing_of
from contracts.performing.obligations import rows_of
from contracts.reading.dossier import Said, decisions_of
from contracts.records import Contract, Paper, PlanRow, Signature, Text
from contracts.sealing.register import SealUse
from contracts.sealing.signing import signatures_of
from engine import history
from engine.desk import Desk
from engine.records import Entry

DOCUMENTS = {"sealed": "sealed", "countersigned": "countersigned"}


def contents_of(desk: Desk, contract: Contract, filing: Filing, certificate: str) -> Contents:
    """Everything by path. Names are made of numbers and kinds; what people called a file stands in papers.json and in the index."""
    texts, papers = texts_of(desk, contract.id), papers_of(desk, contract.id)
    kept = {path: sha for text in texts for path, sha in _text_files(text)} | {_paper_path(paper): paper.sha for paper in papers}
    facts, called = _facts(contract, filing), {line["kind"]: line["of_type"] for line in filing.papers if line.get("of_type")}
    told: dict[str, Any] = {
        "facts": facts,
        "approvals": [_approval(said) for said in decisions_of(desk, contract)],
        "signatures": [_signature(one, papers) for one in signatures_of(desk, contract.id)],
        "seal-uses": [_row(use) for use in desk.session.scalars(sa.select(SealUse).where(SealUse.contract_id == contract.id))],
        "payments": [_row(row) for row in rows_of(desk, contract.id)],
        "invoices": [_row(one) for one in invoicing_of(desk, contract).rows],
        "papers": [_paper(paper, called) for paper in papers],
        "texts": [{**_row(text), "files": [f"data/{path}" for path, _ in _text_files(text)]} for text in texts],
    }
    made = {f"{name}.json": _json(value) for name, value in told.items()} | _histories(desk, contract)
    made["index.html"] = index_page(told, sorted({*kept, *made})).encode()
    about = {"External-Identifier": filing.file_number, "External-Description": contract.title,
             "Contract-Number": contract.number or contract.id, "Retention": filing.retention}
    return Contents(filing.file_number, filing.filed_at, kept, made, about, certificate)


def _text_files(text: Text) -> list[tuple[str, str]]:
    files = {"docx": text.docx_sha, "pdf": text.pdf_sha}           # the counterparty's PDF has no .docx
    return [(f"documents/text-{text.number}.{ending}", sha) for ending, sha in files.items() if sha]


def _paper_path(paper: Paper) -> str:
    ending = paper.name.rpartition(".")[2].lower()
    name = f"{DOCUMENTS.get(paper.kind, f'{paper.number:02d}-{paper.kind}')}{f'-{paper.number}' if paper.kind in DOCUMENTS else ''}"
    return f"{'documents' if paper.kind in DOCUMENTS else 'papers'}/{name}.{ending if ending.isascii() and ending.isalnum() else 'bin'}"


def _paper(paper: Paper, called: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """With its place in the package, and what the contract's type called it at the filing."""
    return _row(paper) | {"file": f"data/{_paper_path(paper)}"} | ({"called": called[paper.kind]} if paper.kind in called else {})


def _facts(contract: Contract, filing: Filing) -> dict[str, Any]:
    return _row(contract) | {"filing": _row(filing)}


def _approval(said: Said) -> dict[str, Any]:
    return {"step": said.step, "element": said.element, "stage": said.stage, "turn": said.turn, "kind": said.kind, "outcome": said.outcome,
            "comment": said.comment, "wrote": said.wrote, "by": said.by, "on_behalf_of": said.on_behalf_of, "at": said.at.isoformat(),
            "text": said.text, "is_void": said.is_void}


def _signature(one: Signature, papers: Sequence[Paper]) -> dict[str, Any]:
    """With the files of the package: which was signed, which was approved."""
    signed = [_paper_path(paper) for paper in papers if paper.sha == one.signed_sha]
    return _row(one) | {"file": f"data/{signed[0]}" if signed else "", "approved_file": f"data/documents/text-{one.text_number}.pdf"}


def _histories(desk: Desk, contract: Contract) -> dict[str, bytes]:
    """The chain of the contract's instance and of each obligation's, one link a line."""
    rows: list[PlanRow] = rows_of(desk, contract.id)
    chains = {"contract": contract.instance_id} | {f"obligation-{row.number}": row.instance_id for row in rows}
    return {f"history/{name}.jsonl": b"".join(map(_link, _entries(desk, chain))) for name, chain in chains.items() if chain}


def _entries(desk: Desk, chain: str) -> list[Entry]:
    return list(desk.session.scalars(sa.select(Entry).where(Entry.chain == chain).order_by(Entry.number)))


def _link(entry: Entry) -> bytes:
    link = {"number": entry.number, "previous": entry.previous, "text": history.hashed_text(entry), "hash": entry.hash}
    return orjson.dumps(link) + b"\n"


def _row(record: Any) -> dict[str, Any]:
    """A record's columns as plain JSON."""
    return {column.key: _plain(getattr(record, column.key)) for column in sa.inspect(type(record)).columns}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str | dict) else plain(value) if not isinstance(value, list) else value


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2)
