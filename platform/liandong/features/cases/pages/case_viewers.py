"""谁能看到本案: unit × what × why; pure."""

from liandong.features.cases.pages.words import Plain, Setting, case_href, day_words
from liandong.features.cases.service import CasePicture

_SEES = {
    "header": ("只看得到标题、文号和状态", "看不到内容和文书"),
    "document": ("只看得到检察建议书", "看不到案件、回复和记录"),
    "full": ("看得到送达后的全部", "看不到对方的草稿和内部记录"),
}
_WHY = {
    "issuer": "本案由它发出",
    "addressee": "文书送给它",
    "copied": "抄送给它",
    "office": "联席会议办公室看送达事项的标题",
    "coordinator": "没有指定办公室，由它协调，看送达事项的标题",
    "convener": "召集人、副召集人看送达事项的标题",
}


def viewers_page(picture: CasePicture, setting: Setting) -> Plain:
    """Return who may see the case; only those who see it in full are told."""
    href = case_href(setting.base, picture.case)
    title = picture.case.number or picture.case.title
    rows = [
        {
            "unit": setting.name(seen.unit_id),
            "post": setting.name(seen.unit_id),
            "sees": _SEES[seen.level][0],
            "note": _SEES[seen.level][1],
            "why": _WHY.get(seen.reason, seen.reason),
            "basis": None,
            "since": day_words(seen.since, setting.today),
        }
        for seen in picture.viewers
    ]
    return {
        "breadcrumb": [{"label": title, "href": href}, {"label": "谁能看到本案", "href": None}],
        "title": "谁能看到本案",
        "sentence": f"{len(rows)} 个单位能看到，各看各的；其余单位连有没有这一件都不知道。",
        "rows": rows,
        "hidden": ["送达之前，被建议单位看不到草稿。", "回复签发之前，检察院看不到回复草稿。"],
    }
