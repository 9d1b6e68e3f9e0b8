from liandong.features.access.service.act_words import acts_of_mechanism, mechanism_words
from liandong.features.access.service.asking import Asked, is_of_same
from liandong.features.access.service.comparing import (
    LONGEST,
    Trial,
    own_cuts,
    problems_of,
    try_out,
)
from liandong.features.access.service.difference_words import change_words, cut_words
from liandong.features.access.service.dumping import dump_answer, dump_changes, dump_trial
from liandong.features.access.service.explaining import Answer, RecordStep, explain
from liandong.features.access.service.holders import HOLDER_WORDS, seat_words
from liandong.features.access.service.package_words import permission_words
from liandong.features.access.service.words import reason_words, sentences

__all__ = [
    "HOLDER_WORDS",
    "LONGEST",
    "Answer",
    "Asked",
    "RecordStep",
    "Trial",
    "acts_of_mechanism",
    "change_words",
    "cut_words",
    "dump_answer",
    "dump_changes",
    "dump_trial",
    "explain",
    "is_of_same",
    "mechanism_words",
    "own_cuts",
    "permission_words",
    "problems_of",
    "reason_words",
    "seat_words",
    "sentences",
    "try_out",
]
