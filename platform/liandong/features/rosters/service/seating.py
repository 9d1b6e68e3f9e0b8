"""Who takes which seat: a person is known again, a vacant seat is filled, a successor begins."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from liandong.calendars import Text
from liandong.features.cases.service.line_cells import bare
from liandong.features.rosters.service.drafting import Draft, Entry
from liandong.features.rosters.service.reading import NOTHING, Wrong
from liandong.features.rosters.service.wording import wording


@dataclass
class Seating:
    """The seats that rows speak of: by key the number of the row, by unit and kind the rows."""

    draft: Draft
    taken: dict[str, int] = field(default_factory=dict)
    spoken_of: dict[tuple[str, str], str] = field(default_factory=dict)

    def refuse(self, unit: str, stated: Mapping[str, Any]) -> Wrong | None:
        """Return why a person cannot sit there; None where nothing is wrong."""
        at = str(stated["person_at"])
        begins, ends = stated.get("from"), stated.get("to")
        if begins and ends and ends < begins:
            return Wrong(at.replace("person", "to"), Text("止日早于起日", "ends before it begins"))
        keyed = self._keyed(stated)
        if keyed is not None and keyed["unit"] != unit:
            zh = "席位编号是别的单位的，请清空席位编号"
            return Wrong(at.replace("person", "seat_key"), Text(zh, "another unit's seat"))
        return None

    def sit(self, number: int, unit: str, stated: Mapping[str, Any]) -> int | None:
        """Let a person sit as a row states; return the row that said the same before, if any."""
        kind = str(stated["seat"])
        begins = str(stated.get("from") or "")
        self.spoken_of[unit, kind] = max(begins, self.spoken_of.get((unit, kind), ""))
        known = self._known(unit, kind, stated)
        if known is not None and known["key"] in self.taken:
            return self.taken[known["key"]]
        if known is not None and _is_another(known, stated):
            self.draft.end_seat(known, begins)
            self.taken[known["key"]] = number
            known = None
        if known is None:
            known = self._begin(unit, kind, stated)
        else:
            self._change(known, stated)
        self.taken[known["key"]] = number
        return None

    def left(self) -> list[tuple[Entry, str]]:
        """Return the people that rows of their unit do not name any more, and when they went."""
        return [
            (seat, begins)
            for (unit, kind), begins in self.spoken_of.items()
            for seat in self.draft.seats_of(unit, kind)
            if seat["key"] not in self.taken and seat.get("person")
        ]

    def _keyed(self, stated: Mapping[str, Any]) -> Entry | None:
        seats: list[Entry] = self.draft.roster["seats"]
        key = stated.get("seat_key")
        return next((each for each in seats if each["key"] == key), None)

    def _known(self, unit: str, kind: str, stated: Mapping[str, Any]) -> Entry | None:
        keyed = self._keyed(stated)
        if keyed is not None:
            return keyed
        seats = self.draft.seats_of(unit, kind)
        person, title = stated.get("person", ""), stated.get("title", "")
        if person:
            named = [each for each in seats if bare(each.get("person", "")) == bare(person)]
            free = [each for each in seats if not each.get("person")]
            return next((e for e in (*named, *free) if e in named or not self._is_taken(e)), None)
        alike = [each for each in seats if bare(each.get("title", "")) == bare(title)]
        alone = seats if len(seats) == 1 and not (title and seats[0].get("person")) else []
        return next(iter((alike if title else []) or alone), None)

    def _is_taken(self, seat: Entry) -> bool:
        return seat["key"] in self.taken

    def _begin(self, unit: str, kind: str, stated: Mapping[str, Any]) -> Entry:
        keys = {each["key"] for each in self.draft.roster["seats"]}
        names = (f"{kind}_{unit}{'' if n == 1 else f'_{n}'}" for n in range(1, len(keys) + 3))
        seat: Entry = {
            "key": next(name for name in names if name not in keys),
            "seat": kind,
            "unit": unit,
            "label": stated.get("label") or wording().seat_labels[kind],
        }
        seat |= {part: stated[part] for part in _PARTS if stated.get(part)}
        if "person" in seat:
            seat.setdefault("from", self.draft.today.isoformat())
        self.draft.roster["seats"].append(seat)
        who = " ".join(filter(None, (seat.get("person"), seat.get("title"))))
        since = f"，自 {seat['from']} 起" if "from" in seat else ""
        zh = f"{seat['label']}：{who}{since}"
        self.draft.note("seat_begun", unit, zh, f"new seat, {kind}: {who}")
        return seat

    def _change(self, seat: Entry, stated: Mapping[str, Any]) -> None:
        said = {part: stated[part] for part in _PARTS if part in stated}
        if "person" in said and not seat.get("person"):
            said.setdefault("from", self.draft.today.isoformat())
        if stated.get("seat_key") and "label" in stated:
            said |= {"label": stated["label"], "seat": stated["seat"]}
        changed = {k: v for k, v in said.items() if bare(str(v)) != bare(str(seat.get(k, "")))}
        for part, value in changed.items():
            if value == NOTHING:
                del seat[part]
            else:
                seat[part] = value
        if changed:
            listed = "，".join(f"{wording().labels[k]} {v or '—'}" for k, v in changed.items())
            who = f"{seat['label']}{seat.get('person', '')}"
            self.draft.note(
                "seat_changed", seat["unit"], f"{who}：{listed}", f"the seat of {who}: {listed}"
            )


_PARTS = ("title", "person", "phone", "from", "to")


def _is_another(seat: Entry, stated: Mapping[str, Any]) -> bool:
    person = stated.get("person")
    return bool(person and seat.get("person") and bare(person) != bare(seat["person"]))
