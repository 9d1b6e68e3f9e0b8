"""负担: what each unit had to type and upload, and what the platform filled in; pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from liandong.features.assessment.service.standing import Standing

_EMPTY: tuple[object, ...] = (None, "", False, [])


@dataclass(frozen=True)
class Burden:
    """What one unit stated: fields it typed, files it uploaded or picked, figures taken for it."""

    unit: str
    typed: int
    letters: int
    uploaded: int
    picked: int
    counted: int

    @property
    def filled(self) -> float | None:
        """Share of all answers that the platform gave, from 0 to 1; none where there are none."""
        given = self.counted + self.picked
        whole = given + self.typed + self.uploaded
        return given / whole if whole else None


def burden_of(standing: Standing, unit: str) -> Burden:
    """Return what a unit had to do itself, by its last statement of each item.

    A text counts as one field; a figure counts where it was taken from cases on the freeze day, or
    would be.
    """
    typed = letters = 0
    origins: Counter[str] = Counter()
    for (about, _), said in standing.statements.items():
        if about != unit:
            continue
        values = [each for each in said.content["values"].values() if each not in _EMPTY]
        typed += len(values) + bool(said.content["text"])
        letters += len(said.content["text"]) + sum(len(str(each)) for each in values)
        origins.update(each["origin"] for each in said.content.get("papers", ()))
    counted = sum(
        source.kind == "metric" for item in standing.items_of(unit) for _, source in item.inputs
    )
    uploaded = origins.pop("upload", 0)
    return Burden(unit, typed, letters, uploaded, origins.total(), counted)


def burdens(standing: Standing) -> dict[str, Burden]:
    """Return what every unit had to do."""
    return {key: burden_of(standing, key) for key in standing.participants}


def heaviest(standing: Standing) -> list[tuple[str, int, int]]:
    """Return the items that cost most: code, letters typed and files uploaded by all units."""
    letters: Counter[str] = Counter()
    files: Counter[str] = Counter()
    for (_, code), said in standing.statements.items():
        values: Mapping[str, object] = said.content["values"]
        letters[code] += len(said.content["text"]) + sum(len(str(v)) for v in values.values())
        papers = said.content.get("papers", ())
        files[code] += sum(each["origin"] == "upload" for each in papers)
    order = sorted(letters, key=lambda code: (-letters[code] - 100 * files[code], code))
    return [(code, letters[code], files[code]) for code in order if letters[code] + files[code]]
