from liandong.features.leaving.service.announcing import (
    Asked,
    announce,
    call_off,
    find_open,
    get_removal,
)
from liandong.features.leaving.service.certificates import canonical, plain
from liandong.features.leaving.service.checking import CheckedExport, check_file
from liandong.features.leaving.service.exporting import Exported, Places, export_county
from liandong.features.leaving.service.removing import remove
from liandong.features.leaving.service.stopping import stop_or_resume

__all__ = [
    "Asked",
    "CheckedExport",
    "Exported",
    "Places",
    "announce",
    "call_off",
    "canonical",
    "check_file",
    "export_county",
    "find_open",
    "get_removal",
    "plain",
    "remove",
    "stop_or_resume",
]
