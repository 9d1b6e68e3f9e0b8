"""The page that lists every setting of a county.

`python -m support.settings_page`, from the folder of the tests, writes the page anew.
"""

from collections.abc import Iterator

from liandong.features.tenants.service import Ambiguity, Spec, ambiguities
from support.declared import REPO, register, registry

PAGE = REPO / "docs" / "reference" / "settings-of-a-county.md"
HEAD = """# Settings of a county

What a county may set under `settings` of its `mechanisms.yaml`, each with `value`, a basis of its own (`clauses` of its document or `basis`), and, if it begins later, `from` (the day from which a start event is read so). Without a basis, for a limit that is not there, or with a value that cannot be, a package is refused with file and line. What is set shows on the page 机制与依据, section 口径与例外, in the explanation of every deadline it decides, and in `liandong deadline compute`.

```yaml
settings:
  limits.TRF-02.counted_in: {value: working_day, from: 2026-01-01, clauses: [三(一)]}
  target.SUG-05: {value: 5, clauses: [四(三)]}
```

`<id>` is the id of a limit: the column "for" says of which. Generated from `platform/liandong/features/tenants/service/ambiguities.yaml`.

## Questions that the law leaves open

| | Setting | For | Values | Default | Read by |
|---|---|---|---|---|---|
"""  # noqa: E501  # a line of the page
TAIL = """
A setting of one day in `from` decides start events of that day and later ones; what runs keeps the reading it began with.

A target is a service target: it reminds, is shown as 目标，不是法定期限, and nobody is late by it. An extension is read as the limit that it extends. What lies before an event, and what counts working days or hours, never moves and takes no `roll`.

## The questions

"""  # noqa: E501  # a line of the page
OTHERS = """
## Other settings

| Setting | Meaning |
|---|---|
| `accounts.ask_days` | days for which an act on an account of another authority waits for its confirmation; 14 |
| `roster.change` | how the people in the seats of the roster change: `office_decides`, or `unit_proposes_convener_approves` ([席位调整](../guides/roster.md#who-changes-a-seat)); the office |
| `roster.change_seats` | which kinds of seats a convener approves then: `convener`, `deputy_convener`, `member`, `liaison`, `attendee`; all of them |
| `backdate.days` | working days an entered day may lie back without a document that proves it; 3 |
| `public_interest.fields` | the fields of public-interest litigation that a clue may name, as words; without it those of national law |
| `chief_procurator.cycle` | the periods of the joint patrols of the river, lake and forest chiefs, as words; without it four quarters |
| `chief_procurator.kinds`, `chief_procurator.areas` | what such a patrol may look at, and the names it may give, as words; without them 河, 湖, 林, 其他, and any name |
| `mediation.fields` | the fields of a matter of mediation, as words; without it any |
| `litigation_supervision.areas` | the areas of the supervision of administrative litigation, as words; without it any |
| `litigation_supervision.tells_bureau` | the justice bureau is sent what was served on the court; false |
| `joint_supervision.fields` | the fields of joint supervision and of alerts on risks, as words; without it any |
| `non_litigation_execution.marks_land` | a matter of land enforcement is marked; false |
| `disputes.joint_opinion` | the opinion on resolving administrative disputes together is drafted and countersigned; false |
| `meetings.minutes_to_members` | minutes may be sent to members that were not invited; false |
| `liaison.own_leads` | a unit names who leads it: the seat is neither returned nor passed to the convener; false |
| `discipline.receivers` | to whom clues of violations of discipline go, by role: `discipline`, `superior_unit`; both |

The settings of mechanisms to come stand in `platform/liandong/features/tenants/service/foreseen.yaml`; they lie idle until then.
"""  # noqa: E501  # a line of the page
_KINDS = {
    "working_days": "working days, 1 to 366",
    "day_of_december": "a day of December, 1 to 29",
    "time": "a time of day, such as `17:30`",
    "date": "a date",
    "elsewhere": "not set here",
}


def _values(spec: Spec) -> str:
    listed = [f"`{key}` {text.en}" for key, text in spec.choices.items()]
    listed += [f"`{key}` is refused: {text.en}" for key, text in spec.refused.items()]
    return "; ".join(listed) or _KINDS[spec.kind]


def _default(spec: Spec) -> str:
    if spec.default is None:
        return spec.default_words.en
    return f"`{str(spec.default).lower()}`"


def _reader(spec: Spec) -> str:
    if spec.idle_until:
        return f"idle until `{spec.idle_until}` is installed"
    return (
        f"`{spec.stands_in}`" if spec.stands_in else f"`{spec.read_by.removeprefix('liandong.')}`"
    )


def _for(spec: Spec) -> Iterator[str]:
    yield from filter(None, [", ".join((*spec.limits, *spec.regimes))])
    if spec.in_place_of:
        yield f"a county's own in the place of {', '.join(spec.in_place_of)}"
    if spec.recurring:
        yield f"what is owed again, counted in {', '.join(spec.recurring)}"


def _rows(ambiguity: Ambiguity) -> Iterator[str]:
    for spec in ambiguity.specs:
        which = "; ".join(_for(spec)) or ("every limit" if spec.is_family else "–")
        cells = (ambiguity.id, f"`{spec.key}`", which, _values(spec), _default(spec), _reader(spec))
        yield f"| {' | '.join(cells)} |"


def _question(ambiguity: Ambiguity) -> str:
    cited = register().instruments
    basis = "; ".join(f"{cited[b.instrument].citation} {b.clause}" for b in ambiguity.basis)
    about = f" ({basis})" if basis else ""
    return (
        f"- **{ambiguity.id}** {ambiguity.question.zh} {ambiguity.question.en} "
        f"Open because {ambiguity.why.en}{about}.\n"
    )


def page() -> str:
    """Return the reference page."""
    registry()
    rows = [row for each in ambiguities() for row in _rows(each)]
    questions = "".join(_question(each) for each in ambiguities())
    return HEAD + "\n".join(rows) + "\n" + TAIL + questions + OTHERS


if __name__ == "__main__":
    PAGE.write_text(page())
