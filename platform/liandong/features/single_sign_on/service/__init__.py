from liandong.features.single_sign_on.service.flows import (
    LASTS,
    Arrived,
    begin,
    choose,
    finish,
    pending,
    take,
)
from liandong.features.single_sign_on.service.linking import (
    Linked,
    find_link,
    link,
    link_by_login,
    list_linked,
    unlink,
    unlink_closed,
    unlink_id,
)
from liandong.features.single_sign_on.service.provider import Provider
from liandong.features.single_sign_on.service.signing_in import Choice, choices, open_session

__all__ = [
    "LASTS",
    "Arrived",
    "Choice",
    "Linked",
    "Provider",
    "begin",
    "choices",
    "choose",
    "find_link",
    "finish",
    "link",
    "link_by_login",
    "list_linked",
    "open_session",
    "pending",
    "take",
    "unlink",
    "unlink_closed",
    "unlink_id",
]
