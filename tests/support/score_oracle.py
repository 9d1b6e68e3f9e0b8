"""A second reading of schemes: one unit after the other, in decimals, slow and plain.

It reads the YAML itself and shares no code with the platform, so that what both agree on is what
the scheme says. A number is a pair of its value and how it stands: there, not applicable, missing.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from typing import Any

SCORED, NOT_APPLICABLE, MISSING = 0, 1, 2
Number = tuple[Decimal, int]
Points = tuple[Decimal, int, Decimal]
Raw = Mapping[str, Any]
WORDS = {"not_applicable": NOT_APPLICABLE, "missing": MISSING}
ZERO, ONE = Decimal(0), Decimal(1)


def to(value: Decimal, places: int) -> Decimal:
    """Round half away from zero."""
    return value.quantize(ONE.scaleb(-places), ROUND_HALF_UP)


def num(raw: Any) -> Decimal:
    return Decimal(str(raw))


class Oracle:
    """Scores units by one sheet; every unit has its group and its facts, by code and input."""

    def __init__(self, raw: Raw, groups: Sequence[str], facts: Sequence[Mapping[str, Any]]) -> None:
        self.raw, self.groups, self.facts = raw, groups, facts
        self.inputs: dict[str, Raw] = {}
        self.of: dict[tuple[str, int], Points] = {}
        self._declare(raw["sheets"][0])

    def _declare(self, place: Raw) -> None:
        for name, stated in place.get("inputs", {}).items():
            self.inputs[f"{place['code']}/{name}"] = stated
        for each in place.get("items", ()):
            self._declare(each)

    def score(self) -> dict[tuple[str, int], Points]:
        """Return points, standing and full points of every place for every unit."""
        with localcontext() as context:
            context.prec = 60
            for unit in range(len(self.facts)):
                self.place(self.raw["sheets"][0], unit)
        return self.of

    def place(self, raw: Raw, unit: int) -> Points:
        found = self.block(raw, unit) if "items" in raw else self.item(raw, unit)
        value, stands, full = found
        if stands:
            value = ZERO
        if stands == NOT_APPLICABLE:
            full = ZERO
        self.of[raw["code"], unit] = value, stands, full
        return value, stands, full

    def item(self, raw: Raw, unit: int) -> Points:
        code, full = raw["code"], num(raw.get("points", 0))
        start = raw.get("start", 0 if raw.get("bonus") else "full")
        value = full if start == "full" else num(start)
        stands = SCORED
        for term in raw["terms"]:
            points, how = self.term(term, code, unit)
            value, stands = value + points, max(stands, how)
        floor = None if raw.get("floor") == "none" else num(raw.get("floor", 0))
        if floor is not None:
            value = max(value, floor)
        if raw.get("ceiling") != "none":
            value = min(value, num(raw.get("ceiling", full)))
        value, stands = self.excepted(raw, code, unit, value, stands, full, floor)
        value = to(value, raw.get("places", self.raw.get("places", {}).get("item", 2)))
        absent = raw.get("absent", "leave_out")
        if stands == NOT_APPLICABLE and absent != "leave_out":
            value, stands = (full if absent == "full" else ZERO), SCORED
        return value, stands, ZERO if raw.get("bonus") else full

    def excepted(
        self, raw: Raw, code: str, unit: int, value: Decimal, stands: int, full: Decimal,
        floor: Decimal | None, *, is_block: bool = False,
    ) -> tuple[Decimal, int]:  # fmt: skip
        for each in raw.get("exceptions", ()):
            flag, _ = self.quantity(each["when"], code, unit)
            if flag <= 0:
                continue
            if "becomes" in each:
                value = num(each["becomes"])
                stands = stands if is_block else SCORED
            else:
                value = full - to((full - value) * num(each.get("losses_times", 1)), 4)
                value = value if floor is None else max(value, floor)
            if each.get("leaves_out"):
                stands = NOT_APPLICABLE
        return value, stands

    def block(self, raw: Raw, unit: int) -> Points:
        start = num(raw.get("start", 0))
        value = full = start
        how = []
        for child in raw["items"]:
            points, stands, of = self.place(child, unit)
            how.append(stands)
            if "weight" in child:
                share = num(child["weight"]) / 100
                points, of = to(points * share, 4), to(of * share, 4)
            value, full = value + points, full + of
        stands = MISSING if MISSING in how else SCORED
        if not start and all(each == NOT_APPLICABLE for each in how):
            stands = NOT_APPLICABLE
        if "losses" in raw:
            when = raw["losses"].get("when")
            if when is None or self.quantity(when, raw["code"], unit)[0] > 0:
                value = full - to((full - value) * num(raw["losses"]["times"]), 4)
        floor = num(raw["floor"]) if "floor" in raw else None
        value = value if floor is None else max(value, floor)
        value = min(value, num(raw["cap"])) if "cap" in raw else value
        value, full = self.rescaled(raw, value, full)
        value, stands = self.excepted(
            raw, raw["code"], unit, value, stands, full, floor, is_block=True
        )
        places = raw.get("places", self.raw.get("places", {}).get("block", 2))
        return to(value, places), stands, full

    def rescaled(self, raw: Raw, value: Decimal, full: Decimal) -> tuple[Decimal, Decimal]:
        if "worth" not in raw and not raw.get("fills"):
            return value, full
        if full <= 0:
            return ZERO, ZERO
        whole = self.summed(raw)
        worth = num(raw["worth"]) if "worth" in raw else whole
        if not raw.get("fills"):
            worth = to(full * worth / whole, 4)
        return to(value * worth / full, 4), worth

    def summed(self, raw: Raw) -> Decimal:
        total = num(raw.get("start", 0))
        for child in raw["items"]:
            worth = ZERO if child.get("bonus") else num(child.get("points", 0))
            if "items" in child:
                worth = num(child["worth"]) if "worth" in child else self.summed(child)
            share = num(child.get("weight", 100)) / 100
            total += (worth * share).quantize(Decimal("0.0001"), ROUND_FLOOR)
        return total

    def term(self, raw: Raw, code: str, unit: int) -> Number:
        if "sum" in raw or "largest" in raw:
            parts = [self.term(each, code, unit) for each in raw.get("sum", raw.get("largest"))]
            stands = max(how for _, how in parts)
            values = [value for value, _ in parts]
            value = sum(values, ZERO) if "sum" in raw else max(values, key=abs)
        else:
            signs = {"add": ONE, "take": -ONE}
            (word,) = {"per", "add", "take"} & set(raw)
            value, stands = self.quantity(raw[word], code, unit)
            value = to(value * (num(raw["each"]) if word == "per" else signs[word]), 4)
        if "cap" in raw:
            value = max(-num(raw["cap"]), min(num(raw["cap"]), value))
        return (ZERO if stands else value), stands

    def quantity(self, raw: Any, code: str, unit: int) -> Number:
        value, stands = self._quantity(raw, code, unit)
        return (ZERO, stands) if stands else (value, SCORED)

    def _quantity(self, raw: Any, code: str, unit: int) -> Number:
        if not isinstance(raw, Mapping):
            key = raw if f"{code}/{raw}" not in self.inputs else f"{code}/{raw}"
            return self.given(key, unit) if key in self.inputs else (num(raw), SCORED)
        ((form, body),) = raw.items()
        if form in {"all", "any", "sum", "most", "least", "times"}:
            return self.several(form, [self.quantity(each, code, unit) for each in body])
        if form == "not":
            value, stands = self.quantity(body, code, unit)
            return Decimal(value <= 0), stands
        found: Number = getattr(self, form)(body, code, unit)
        return found

    def given(self, key: str, unit: int) -> Number:
        stated, raw = self.facts[unit].get(key), self.inputs[key]
        if stated is None:
            return ZERO, MISSING
        if raw.get("kind") == "flag":
            return Decimal(bool(stated)), SCORED
        if raw.get("kind") == "choice":
            return Decimal([*raw["options"]].index(stated)), SCORED
        return num(stated), SCORED

    def several(self, form: str, parts: Sequence[Number]) -> Number:
        values, stands = [value for value, _ in parts], max(how for _, how in parts)
        if form in {"all", "any"}:
            holds = [value > 0 for value in values]
            return Decimal(all(holds) if form == "all" else any(holds)), stands
        if form == "times":
            return to(values[0] * values[1], 4), stands
        if form == "sum":
            return sum(values, ZERO), stands
        return (max(values) if form == "most" else min(values)), stands

    def rate(self, body: Raw, code: str, unit: int) -> Number:
        told = {"of": body["of"], "to": body["in"], "times": 100}
        value, stands = self.ratio({**body, **told}, code, unit)
        return min(value, Decimal(1000)), stands

    def ratio(self, body: Raw, code: str, unit: int) -> Number:
        of, how = self.quantity(body["of"], code, unit)
        under, also = self.quantity(body["to"], code, unit)
        stands = max(how, also)
        if under <= 0:
            empty = body.get("empty", "not_applicable")
            if empty in WORDS:
                return ZERO, max(stands, WORDS[empty])
            return num(empty), stands
        if under < num(body.get("at_least", 0)):
            return ZERO, max(stands, NOT_APPLICABLE)
        return to(of * num(body.get("times", 1)) / under, body.get("places", 2)), stands

    def short(self, body: Raw, code: str, unit: int) -> Number:
        return self.gap(body, self.quantity(body["below"], code, unit), code, unit, -1)

    def over(self, body: Raw, code: str, unit: int) -> Number:
        return self.gap(body, self.quantity(body["above"], code, unit), code, unit, 1)

    def gap(self, body: Raw, limit: Number, code: str, unit: int, sign: int) -> Number:
        of, how = self.quantity(body["of"], code, unit)
        steps = max(ZERO, (of - limit[0]) * sign) / num(body.get("step", 1))
        part = body.get("part", "exact")
        if part != "exact":
            steps = steps.to_integral_value(ROUND_CEILING if part == "begun" else ROUND_FLOOR)
        return to(steps, 4), max(how, limit[1])

    def test(self, body: Raw, code: str, unit: int) -> Number:
        of, how = self.quantity(body["of"], code, unit)
        (word,) = set(body) - {"of"}
        edge, also = self.quantity(body[word], code, unit)
        held = {
            "at_least": of >= edge, "at_most": of <= edge, "above": of > edge,
            "below": of < edge, "equals": of == edge,
        }[word]  # fmt: skip
        return Decimal(held), max(how, also)

    def bands(self, body: Raw, code: str, unit: int) -> Number:
        of, stands = self.quantity(body["of"], code, unit)
        found = num(body.get("else", 0))
        for band in sorted(body["table"], key=lambda each: num(each["from"])):
            if of >= num(band["from"]):
                found = num(band["is"])
        return found, stands

    def choice(self, body: Raw, code: str, unit: int) -> Number:
        key = f"{code}/{body['of']}"
        stated = self.facts[unit].get(key)
        return (ZERO, MISSING) if stated is None else (num(body["table"][stated]), SCORED)

    def when(self, body: Raw, code: str, unit: int) -> Number:
        flag, how = self.quantity(body["if"], code, unit)
        value, also = self.quantity(body["then"] if flag > 0 else body.get("else", 0), code, unit)
        return value, max(how, also)

    def peers(self, body: Raw, code: str, unit: int) -> Number:
        own, stands = self.quantity(body["of"], code, unit)
        if stands:
            return ZERO, stands
        is_all = body.get("within", "group") == "all"
        among = [
            value
            for i, group in enumerate(self.groups)
            for value, how in [self.quantity(body["of"], code, i)]
            if not how and (is_all or group == self.groups[unit])
        ]
        is_more = body.get("better", "more") == "more"
        take = body["take"]
        if take == "mean":
            return to(sum(among, ZERO) / len(among), body.get("places", 2)), SCORED
        if take in {"best", "worst"}:
            return (max if (take == "best") is is_more else min)(among), SCORED
        from_top = is_more is (take == "rank")
        ahead = [each for each in among if (each > own if from_top else each < own)]
        return Decimal(len(ahead) + 1), SCORED
