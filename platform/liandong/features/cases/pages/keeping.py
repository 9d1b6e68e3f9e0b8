"""Files that a form brings are kept: sealed where their field is."""

from collections.abc import Callable

from werkzeug.datastructures import FileStorage

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.service.sealed_files import keep_sealed_file
from liandong.features.documents.service.records import keep_file
from liandong.web.context import current_clock, current_principal, runtime

#: Keeps a file, sealed or not, and returns its id.
Keep = Callable[[FileStorage, bool], str]


def keeper(uow: UnitOfWork) -> Keep:
    """Return what keeps the files of this request."""

    def keep(file: FileStorage, is_sealed: bool) -> str:  # called by position
        take = keep_sealed_file if is_sealed else keep_file
        store, name = runtime().parts["files"], file.filename or ""
        me, clock = current_principal(), current_clock()
        return str(take(uow, clock, me, store, file.stream, name).id)

    return keep
