"""A player of one invented suggestion, from the draft of the letter to its end."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from liandong.entrypoints.demo.papers import paper
from liandong.entrypoints.demo.stage import Stage
from liandong.features.cases import service
from liandong.features.cases.service import FireTransition, PartyCommand, RowCommand
from liandong.features.documents.service.records import keep_file

KEY = "procuratorial_suggestion"


@dataclass
class Player(Stage):
    """One suggestion in one county, addressed to one unit."""

    story: dict[str, Any]
    unit_id: UUID

    def open(self, day: date) -> None:
        """Draft the letter with all its items."""
        story = self.story
        rows = tuple(RowCommand("item", "propose", None, {"text": text}) for text in story["items"])
        facts = {"title": f"关于{story['title']}的检察建议", "kind": story["kind"]}
        parties = (PartyCommand(self.unit_id, "addressee"),)
        command = FireTransition("open", day, facts, rows, parties)
        me = self.who(self.cast.prosecutor, day)
        case = service.open_case(self.uow, me, self.clock(day), KEY, command)
        self.case_id = case.id
        rest: dict[str, Any] = {key: story[key] for key in ("facts", "legal_basis")}
        rest["objection_days"] = story.get("objection_days", 15)
        if "variant" in story:
            rest["variant"] = story["variant"]
        self.fire(self.cast.prosecutor, day, "revise", facts=rest)

    def issue(self, day: date) -> None:
        """Submit, review and sign the letter."""
        self.step(self.cast.prosecutor, day, "submit", "letter")
        self.step(self.cast.reviewer, day, "review", "letter")
        self.fire(self.cast.chief, day, "issue")

    def serve(self, day: date) -> None:
        """Confirm receipt, electronically."""
        facts = {"delivery_mode": "electronic"}
        self.fire(self.cast.handlers[self.story["unit"]], day, "serve", facts=facts)

    def draft_reply(self, day: date, moves: list[str]) -> None:
        """Fill in the reply item by item; nobody outside sees it."""
        rows = tuple(
            RowCommand("item", move, row_id, self._answer(move, day))
            for row_id, move in zip(self.rows("item"), moves, strict=False)
        )
        facts = {"measures": "已按建议逐项研究落实，具体措施附后。"}
        command = FireTransition("reply", day, facts, rows)
        me = self.who(self.cast.handlers[self.story["unit"]], day)
        service.save_draft(self.uow, me, self.clock(day), self._id, command)

    def reply(self, day: date, moves: list[str]) -> None:
        """Draft, submit and sign the reply."""
        unit = self.story["unit"]
        self.draft_reply(day, moves)
        self.step(self.cast.handlers[unit], day, "submit", "reply")
        self.fire(self.cast.heads[unit], day, "reply")

    def hold(self, day: date, why: str) -> None:
        """Hold the reply period, with the decision that says so."""
        me, clock = self.who(self.cast.chief, day), self.clock(day)
        text = f"本院与被建议单位商定，{why}期间不计入回复期限，恢复之日另行通知。"
        stream, name = paper(me.unit_name, "关于中止回复期限的函", text, day)
        kept = keep_file(self.uow, clock, me, self.store, stream, name)
        facts = {"why": why, "clock_basis": "双方书面商定", "clock_paper": [str(kept.id)]}
        self.row(self.cast.chief, day, RowCommand("period", "suspend", None, facts))

    def let_go_on(self, day: date, why: str) -> None:
        """Let the reply period go on."""
        (row_id,) = self.rows("period")
        self.row(self.cast.chief, day, RowCommand("period", "resume", row_id, {"why": why}))

    def _answer(self, move: str, day: date) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if move != "decline":
            found = {
                "measures": "已制定方案并组织实施，完成情况见台账。",
                "completion_on": day.isoformat(),
            }
        if move != "adopt":
            found["why"] = "该项涉及其他部门职责，已商请牵头单位共同推进。"
        return found
