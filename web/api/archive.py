"""The archive: what was filed, the package, whether it is as it was made; signatures and the register of seals."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from marshmallow import Schema, fields
from marshmallow.validate import Length
from werkzeug.exceptions import BadRequest

from contracts.archive import archived
from contracts.archive.verifying import Report, verify_package
from contracts.deciding.asked import seen_contract
from contracts.files import filed
from contracts.sealing.applying import uses_of
from contracts.sealing.signing import signatures_of
from engine.errors import NotFound
from web.doors import actor, reading, the_house
from web.filed import send_filed
from web.resources import Resource

blueprint = Resource("archive_api", __name__, url_prefix="/api/v1", description="The archive (档案)")


class ArchivedSchema(Schema):
    """A contract in the archive."""

    contract = fields.String(attribute="contract_id")
    file_number = fields.String()
    number = fields.String(allow_none=True)
    title = fields.String()
    counterparty = fields.String()
    department = fields.String()
    retention = fields.String()
    filed_by = fields.String()
    filed_at = fields.AwareDateTime()
    keep_until = fields.Integer(allow_none=True)
    package = fields.Integer(allow_none=True)
    package_sha = fields.String(allow_none=True)
    package_size = fields.Integer(allow_none=True)


class ArchivePageSchema(Schema):
    """Newest first."""

    rows = fields.List(fields.Nested(ArchivedSchema))
    count = fields.Integer()
    next = fields.String(allow_none=True)


class ArchiveQuerySchema(Schema):
    """What to look for, from where."""

    text = fields.String(load_default="", validate=Length(max=80))
    after = fields.String(load_default=None, validate=Length(max=120))
    limit = fields.Integer(load_default=50, validate=lambda n: 1 <= n <= 200)


class FaultSchema(Schema):
    """One thing that is wrong with a package."""

    file = fields.String()
    what = fields.String()


class ReportSchema(Schema):
    """What was looked at, and what is wrong with it."""

    is_good = fields.Boolean()
    files = fields.Integer()
    signatures = fields.Integer()
    faults = fields.List(fields.Nested(FaultSchema))


class SignatureSchema(Schema):
    """Who signed which bytes, when."""

    number = fields.Integer()
    side = fields.String()
    signatory = fields.String()
    signed_on = fields.Date()
    seal = fields.String(allow_none=True)
    text = fields.Integer(attribute="text_number")
    approved_sha = fields.String()
    signed_sha = fields.String()
    recorded_by = fields.String()
    recorded_at = fields.AwareDateTime()


class SealUseSchema(Schema):
    """A line of the register of seals."""

    number = fields.Integer()
    seal = fields.String()
    text = fields.Integer(attribute="text_number")
    approved_sha = fields.String()
    copies = fields.Integer()
    remark = fields.String()
    applicant = fields.String()
    ordered_by = fields.String()
    ordered_at = fields.AwareDateTime()
    applied_at = fields.AwareDateTime(allow_none=True)
    paper = fields.Integer(allow_none=True)



@blueprint.route("/archive")
@blueprint.arguments(ArchiveQuerySchema, location="query")
@blueprint.response(200, ArchivePageSchema)
def get_archive(query: dict[str, Any]) -> archived.ArchivePage:
    """Every filed contract that I may see."""
    with reading() as mine:
        return archived.page(mine, query["text"], after=query["after"], limit=query["limit"])


@blueprint.route("/contracts/<uuid:contract_id>/filing")
@blueprint.response(200, ArchivedSchema)
def get_filing(contract_id: Any) -> archived.Archived:
    """Where the contract lies in the archive."""
    with reading() as mine:
        return archived.archived(mine, str(contract_id))


@blueprint.route("/contracts/<uuid:contract_id>/package")
@blueprint.response(200, content_type="application/zip")
def get_package(contract_id: Any) -> Response:
    """The archive package, byte for byte."""
    with reading() as mine:
        one = archived.archived(mine, str(contract_id))
        if one.package is None:
            raise NotFound(package=one.file_number)
        found = filed.paper_file(mine, str(contract_id), one.package)
    return send_filed(found)


@blueprint.route("/contracts/<uuid:contract_id>/package/verification")
@blueprint.response(200, ReportSchema)
def get_verification(contract_id: Any) -> Report:
    """Verify the package that we keep: every file, every link of the history, every seal."""
    with reading() as mine:
        one = archived.archived(mine, str(contract_id))
    return archived.verify_archived(the_house(), one)


@blueprint.route("/packages/verification", methods=["POST"])
@blueprint.doc(requestBody={"content": {"multipart/form-data": {"schema": {
    "type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}}}})
@blueprint.response(200, ReportSchema)
def create_verification() -> Report:
    """Verify a package that somebody has (multipart, the part `file`); nothing of it is kept."""
    actor()
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise BadRequest("the part `file` is missing")
    return verify_package(sent.stream)


@blueprint.route("/contracts/<uuid:contract_id>/signatures")
@blueprint.response(200, SignatureSchema(many=True))
def get_signatures(contract_id: Any) -> Any:
    """The signatures of both sides."""
    with reading() as mine:
        return signatures_of(mine, seen_contract(mine, str(contract_id)).id)


@blueprint.route("/contracts/<uuid:contract_id>/seal-uses")
@blueprint.response(200, SealUseSchema(many=True))
def get_seal_uses(contract_id: Any) -> Any:
    """The register's lines of a contract."""
    with reading() as mine:
        return uses_of(mine, seen_contract(mine, str(contract_id)).id)
