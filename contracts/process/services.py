"""What the service tasks of our diagrams do: topic to task. A new topic is a new line here."""

from __future__ import annotations

from collections.abc import Mapping

from contracts.archive.archiving import MakeArchivePackage
from contracts.documents.freezing import FreezeDocuments
from contracts.linking.renewing.subject import CloseTerm, RemindOfExpiry
from contracts.performing.obligations import OpenObligations
from contracts.sealing.applying import ApplySeal
from engine.desk import ServiceTask

SERVICES: Mapping[str, ServiceTask] = {
    "freeze-documents": FreezeDocuments(),
    "apply-seal": ApplySeal(),
    "open-obligations": OpenObligations(),
    "make-archive-package": MakeArchivePackage(),
    "remind-of-expiry": RemindOfExpiry(),
    "close-term": CloseTerm(),
}
