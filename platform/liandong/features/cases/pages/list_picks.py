"""The lists to choose from above a list of cases: mechanisms, units that matters go to; pure."""

from collections.abc import Mapping
from uuid import UUID

from liandong.features.cases.pages.list_filters import Asked, Numbers
from liandong.features.cases.pages.words import Plain, Setting
from liandong.mechanisms import Mechanism
from liandong.web.languages import say


def picks(
    asked: Asked, numbers: Numbers, known: Mapping[str, Mechanism], setting: Setting
) -> list[Plain]:
    """Return the lists to choose from, each choice with its number; none that chooses nothing."""
    mechanisms = [
        (say(known[key].label), key, n) for key, n in numbers.mechanisms.items() if key in known
    ]
    units = sorted((setting.name(unit), str(unit), n) for unit, n in numbers.units.items())
    if asked.unit not in {unit for _, unit, _ in units} | {""}:
        units.append((setting.name(UUID(asked.unit)), asked.unit, 0))
    if asked.mechanism not in {*numbers.mechanisms, ""}:
        mechanisms.append((say(known[asked.mechanism].label), asked.mechanism, 0))
    offered = (
        _pick("mechanism", say("机制"), say("各种机制"), asked, mechanisms),
        _pick("unit", say("办理单位"), say("各办理单位"), asked, units),
    )
    return [each for each in offered if each]


def _pick(
    name: str, label: str, every: str, asked: Asked, named: list[tuple[str, str, int]]
) -> Plain | None:
    current = asked.stated.get(name, "")
    if len(named) <= 1 and not current:
        return None
    dropped = {name, "state", "kind"} if name == "mechanism" else {name}
    return {
        "name": name,
        "label": label,
        "every": every,
        "action": asked.path,
        "hidden": {key: text for key, text in asked.stated.items() if key not in dropped},
        "value": current,
        "choices": [{"value": key, "label": f"{text} {n}"} for text, key, n in named],
    }
