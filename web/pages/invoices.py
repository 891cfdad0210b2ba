"""发票: record an invoice of a contract, cancel one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contracts.deciding.asked import seen_contract
from contracts.documents.word_files import NotWord, UnpacksTooLarge, Unsafe
from contracts.files.papers import EmptyFile, Taken, TooLarge, TooMuch, WrongKind, take_in
from contracts.people.company import today
from contracts.performing.invoicing.invoices import invoicing_of
from contracts.performing.invoicing.recording import (
    InvoiceCancelled,
    InvoicedTooMuch,
    InvoiceTaken,
    NotPerforming,
    cancel_invoice,
    record_invoice,
)
from contracts.performing.obligations import rows_of
from engine.errors import Invalid, NotFound, NotYours, Refusal
from web.doors import desk, reading, the_house
from web.wishes import wish_in
from web.wishes.invoices import CancellationSchema, InvoiceSchema, invoice_wish, red_wish

blueprint = Blueprint("invoices", __name__, url_prefix="/contracts/<id:contract_id>/invoices")
Answer = Response | tuple[str, int]
TOLD = (Invalid, InvoiceTaken, InvoicedTooMuch, InvoiceCancelled, NotPerforming, WrongKind, EmptyFile, NotWord, Unsafe, UnpacksTooLarge,
        TooLarge, TooMuch)


@blueprint.get("/new")
def new(contract_id: str) -> str:
    return _form(contract_id)


@blueprint.post("/new")
def record(contract_id: str) -> Answer:
    try:
        file = _uploaded(contract_id)
        with desk() as mine:
            record_invoice(mine, contract_id, invoice_wish(wish_in(InvoiceSchema(), request.form)), file)
    except TOLD as refused:
        return _form(contract_id, refused), refused.status
    return _back(contract_id)


@blueprint.get("/<int:number>")
def show(contract_id: str, number: int) -> str:
    return _one(contract_id, number)


@blueprint.post("/<int:number>/cancellation")
def cancel(contract_id: str, number: int) -> Answer:
    try:
        with desk() as mine:
            given = wish_in(CancellationSchema(), request.form)
            cancel_invoice(mine, contract_id, number, given["reason"], red_wish(given, today(mine)))
    except TOLD as refused:
        return _one(contract_id, number, refused), refused.status
    return _back(contract_id)


def _back(contract_id: str) -> Response:
    return redirect(url_for("contract.show", contract_id=contract_id, tab="performance"), 303)


def _form(contract_id: str, refused: Refusal | None = None) -> str:
    with reading() as mine:
        contract = seen_contract(mine, contract_id)
        invoicing = invoicing_of(mine, contract)
        if not invoicing.may_record:
            raise NotYours(contract=contract_id)
        return render_template("invoices/new.html", contract=contract, invoicing=invoicing, rows=rows_of(mine, contract_id),
                               typed=request.form, today=today(mine), **_said(refused))


def _one(contract_id: str, number: int, refused: Refusal | None = None) -> str:
    with reading() as mine:
        contract = seen_contract(mine, contract_id)
        invoicing = invoicing_of(mine, contract)
        invoice = next((one for one in invoicing.rows if one.number == number), None)
        if invoice is None:
            raise NotFound(contract=contract_id, invoice=number)
        red = next((one for one in invoicing.rows if one.red_of == number), None)
        return render_template("invoices/invoice.html", contract=contract, invoicing=invoicing, invoice=invoice, red=red,
                               typed=request.form, today=today(mine), **_said(refused))


def _said(refused: Refusal | None) -> dict[str, Any]:
    return {"refused": refused, "wrong": refused.facts.get("fields", {}) if refused else {}}


def _uploaded(contract_id: str) -> Taken | None:
    """The file, in the vault; None where none was chosen."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return None
    with reading() as mine:                                  # before 50 MB are written for somebody who may not record
        if not invoicing_of(mine, seen_contract(mine, contract_id)).may_record:
            raise NotYours(contract=contract_id)
    return take_in(the_house(), sent.filename, sent.stream)
