"""Who acted for whom, in words: every history that shows an act shows it; pure."""

from collections.abc import Mapping

from liandong.mechanisms import duties
from liandong.web.languages import say

_LABELS = {duty.key: duty.label for duty in duties.ALL}


def stood_in(stated: Mapping[str, str] | None) -> list[str]:
    """Return the line that says for whom a deputy acted; none where nobody stood in."""
    if not stated:
        return []
    duty = say(_LABELS.get(stated["duty"], stated["duty"]))
    words = {"deputy": stated["deputy"], "holder": stated["name"], "duty": duty}
    return [say("{deputy} 代 {holder}（{duty}）办理", **words)]
