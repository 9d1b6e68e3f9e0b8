"""Letters of supervision (M04, 五(三)): that an inspection comes, and what is to be put right."""

from collections.abc import Sequence
from datetime import date

from liandong.features.assessment.service.reports.facts import Paper
from liandong.features.assessment.service.reports.letters import day, letter, paragraph
from liandong.features.documents.service import Letter

_READY = "平台上已有的材料不用另交；平台以外的有关材料请提前备好。"
_REPLY = "整改情况在平台上回复，并附能够证明的材料，由发文单位验收。"


def inspection_notice(
    paper: Paper, basis: str, on: date, by: str, matters: Sequence[str], *, is_demo: bool
) -> Letter:
    """Return the notice of an inspection (检查通知).

    Args:
        paper: Who issues it to whom, with number and day.
        basis: Document and clause.
        on: When they come.
        by: Who comes.
        matters: What is looked at, a paragraph each.
        is_demo: The points of the scheme are invented: it is marked as a draft.
    """
    return letter(
        paper,
        "关于开展督导检查的通知",
        f"根据{basis}，{by}定于{day(on)}对你单位开展督导检查。现将有关事项通知如下。",
        [
            ("检查内容", [paragraph(each) for each in matters]),
            ("有关要求", [paragraph(_READY)]),
        ],
        is_demo=is_demo,
    )


def task_notice(
    paper: Paper, basis: str, item: str, what: Sequence[str], due: date, *, is_demo: bool
) -> Letter:
    """Return the notice of what a unit has to put right (整改通知).

    Args:
        paper: Who issues it to whom, with number and day.
        basis: Document and clause.
        item: Of the scheme; empty: it is about all the work.
        what: What is to be put right, a paragraph each.
        due: The last day.
        is_demo: The points of the scheme are invented: it is marked as a draft.
    """
    about = f"（{item}）" if item else ""
    return letter(
        paper,
        "关于限期整改的通知",
        f"根据{basis}，你单位有下列事项{about}需要整改，请认真办理。",
        [
            ("整改事项", [paragraph(each) for each in what]),
            ("整改期限", [paragraph(f"整改到{day(due)}，当日在内。{_REPLY}")]),
        ],
        is_demo=is_demo,
    )
