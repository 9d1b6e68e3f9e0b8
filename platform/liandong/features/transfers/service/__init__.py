from liandong.features.transfers.queries import find_return, list_records, list_transfers
from liandong.features.transfers.service.attachments import open_attachment
from liandong.features.transfers.service.carrying import carry, carry_again
from liandong.features.transfers.service.concluding import Result, conclude
from liandong.features.transfers.service.deciding import Acceptance, accept, package_shown, reject
from liandong.features.transfers.service.dumping import dump, dump_list, dump_package
from liandong.features.transfers.service.finding import concerns, count_waiting, get, may_sign
from liandong.features.transfers.service.offering import (
    Offer,
    Sending,
    counties,
    give_back,
    offer,
    revoke,
)
from liandong.features.transfers.service.packing import digest_of, pack
from liandong.features.transfers.service.projecting import CUSTODY, JOINT, OPEN, RESULTS, rebuild
from liandong.features.transfers.service.verifying import sides_of, verify

__all__ = [
    "CUSTODY",
    "JOINT",
    "OPEN",
    "RESULTS",
    "Acceptance",
    "Offer",
    "Result",
    "Sending",
    "accept",
    "carry",
    "carry_again",
    "concerns",
    "conclude",
    "count_waiting",
    "counties",
    "digest_of",
    "dump",
    "dump_list",
    "dump_package",
    "find_return",
    "get",
    "give_back",
    "list_records",
    "list_transfers",
    "may_sign",
    "offer",
    "open_attachment",
    "pack",
    "package_shown",
    "rebuild",
    "reject",
    "revoke",
    "sides_of",
    "verify",
]
