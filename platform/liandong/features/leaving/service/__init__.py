from liandong.features.leaving.service.announcing import (
    Asked,
    announce,
    call_off,
    find_open,
    get_removal,
    list_removals,
)
from liandong.features.leaving.service.certificates import canonical, plain
from liandong.features.leaving.service.checking import CheckedExport, check_file
from liandong.features.leaving.service.exporting import Exported, Places, export_county
from liandong.features.leaving.service.removing import remove

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
    "list_removals",
    "plain",
    "remove",
]
