"""What an import is begun with, as pages and API are sent it; and what a worker, who knows no languages, needs for it."""

from __future__ import annotations

from flask import current_app, request
from flask_babel import gettext
from werkzeug.exceptions import BadRequest

from contracts.importing.batches import Batch, batch_of, begin_batch
from contracts.importing.findings import all_sentences
from contracts.importing.taking import TakenFile, take_spreadsheet
from contracts.people.roles import require_importer
from engine.desk import Desk
from web.doors import desk, reading
from web.languages import language


def tongue() -> str:
    """The language of the file that is made: zh or en."""
    return "zh" if language().startswith("zh") else "en"


def errand_name(batch: str | int) -> str:
    """What the errand is called in the list of errands."""
    return gettext("Import %(batch)s", batch=batch)


def sent_batch() -> Batch:
    """The file `file` in the vault, and its dry run asked for. Raises NotYours before anything is read."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise BadRequest("the part `file` is missing")
    with reading() as mine:
        require_importer(mine)
    taken = take_spreadsheet(current_app.extensions["chancery"], file.filename, file.stream)
    with desk() as mine:
        return batch_of(mine, _begin(mine, taken))


def _begin(mine: Desk, taken: TakenFile) -> int:
    sentences = {sentence: gettext(sentence) for sentence in all_sentences()}
    return begin_batch(mine, taken, tongue(), gettext("Dry run of %(file)s", file=taken.name), sentences)
