from liandong.features.cases.queries import GIVEN
from liandong.features.cases.service.accepting import (
    Accepted,
    accept_schedules,
    preview_schedules,
    recount_by_own_days,
    would_move,
)
from liandong.features.cases.service.acting import fire_transition, open_case
from liandong.features.cases.service.altering import NoExtensionError
from liandong.features.cases.service.announcing import tell_of_event
from liandong.features.cases.service.batching import (
    Batch,
    Outcome,
    Together,
    act_together,
    list_together,
)
from liandong.features.cases.service.beginning import NewSuggestion, begin_suggestion
from liandong.features.cases.service.commands import (
    FireTransition,
    HandlePaper,
    PartyCommand,
    RowCommand,
)
from liandong.features.cases.service.contacts import Contact, has_contacts, list_contacts
from liandong.features.cases.service.copies import copies_for, owed_copies
from liandong.features.cases.service.custody import (
    give_case,
    keep_case,
    leads,
    may_offer,
    offer_case,
)
from liandong.features.cases.service.doing import acts_of
from liandong.features.cases.service.downloads import PaperRequest, render_paper
from liandong.features.cases.service.dues import (
    STATES,
    Dated,
    DueFilter,
    known_to,
    list_deadlines,
)
from liandong.features.cases.service.dumping import dump_case, dump_deadline, list_headers
from liandong.features.cases.service.explaining import Explanation, dump_explanation, explain
from liandong.features.cases.service.facets import (
    CaseFilter,
    Due,
    Facets,
    count_by_kind,
    count_by_receiver,
    count_by_state,
)
from liandong.features.cases.service.feeding import Fed, close_feed, list_fed, open_feed
from liandong.features.cases.service.handing_over import Linked
from liandong.features.cases.service.joining import facts_to_join, join_case, joins_here, may_join
from liandong.features.cases.service.lettering import preview_letter
from liandong.features.cases.service.naming import PARTS
from liandong.features.cases.service.numbering import next_number
from liandong.features.cases.service.openings import (
    NewRow,
    Opening,
    get_opening,
    list_openings,
    problems_of,
)
from liandong.features.cases.service.overlooking import Glance, glance, list_work, newest_events
from liandong.features.cases.service.papers import handle_paper, save_draft
from liandong.features.cases.service.paperwork import SeenPaper, count_papers, list_papers
from liandong.features.cases.service.possible import Act
from liandong.features.cases.service.presenting import find_once, months_meant
from liandong.features.cases.service.projecting import rebuild
from liandong.features.cases.service.purge_choice import Chosen, list_purgeable
from liandong.features.cases.service.purging import (
    PurgeSecrets,
    has_secrets,
    may_purge,
    may_whole,
    purge_secrets,
    sealed_places,
)
from liandong.features.cases.service.reading import (
    CasePicture,
    count_cases,
    heard_by,
    hears,
    list_cases,
    look,
    offers_to_open,
    seen_by,
)
from liandong.features.cases.service.recounted import Recount, Recounted, Stuck
from liandong.features.cases.service.request_digests import find_salt, make_salt
from liandong.features.cases.service.rewrapping import Wrapped, inspect_keys, rewrap_keys
from liandong.features.cases.service.row_sight import about_hidden_row, is_hidden, may_see
from liandong.features.cases.service.rung_deciding import Decision, check_text, decide_rung
from liandong.features.cases.service.rung_dumping import dump_rung
from liandong.features.cases.service.rung_following import follow_roster
from liandong.features.cases.service.rung_letters import render_rung
from liandong.features.cases.service.rung_reading import (
    Climb,
    SeenRung,
    as_of,
    count_waiting,
    get_rung,
    list_climbs,
    list_rungs,
    states_of_rungs,
)
from liandong.features.cases.service.sealed_files import Taken, open_stored, sealed_among
from liandong.features.cases.service.similar import Likeness, pairs, share, similar
from liandong.features.cases.service.standing import (
    Standing,
    find_case,
    mechanism_of,
    standing_of,
    units_told_of,
)
from liandong.features.cases.service.sweeping import speak_in_case, sweep
from liandong.features.cases.service.taking_over import (
    can_receive,
    carried_facts,
    names_of,
    opens_there,
    take_over,
)
from liandong.features.cases.service.wording import named_files

__all__ = [
    "GIVEN",
    "PARTS",
    "STATES",
    "Accepted",
    "Act",
    "Batch",
    "CaseFilter",
    "CasePicture",
    "Chosen",
    "Climb",
    "Contact",
    "Dated",
    "Decision",
    "Due",
    "DueFilter",
    "Explanation",
    "Facets",
    "Fed",
    "FireTransition",
    "Glance",
    "HandlePaper",
    "Likeness",
    "Linked",
    "NewRow",
    "NewSuggestion",
    "NoExtensionError",
    "Opening",
    "Outcome",
    "PaperRequest",
    "PartyCommand",
    "PurgeSecrets",
    "Recount",
    "Recounted",
    "RowCommand",
    "SeenPaper",
    "SeenRung",
    "Standing",
    "Stuck",
    "Taken",
    "Together",
    "Wrapped",
    "about_hidden_row",
    "accept_schedules",
    "act_together",
    "acts_of",
    "as_of",
    "begin_suggestion",
    "can_receive",
    "carried_facts",
    "check_text",
    "close_feed",
    "copies_for",
    "count_by_kind",
    "count_by_receiver",
    "count_by_state",
    "count_cases",
    "count_papers",
    "count_waiting",
    "decide_rung",
    "dump_case",
    "dump_deadline",
    "dump_explanation",
    "dump_rung",
    "explain",
    "facts_to_join",
    "find_case",
    "find_once",
    "find_salt",
    "fire_transition",
    "follow_roster",
    "get_opening",
    "get_rung",
    "give_case",
    "glance",
    "handle_paper",
    "has_contacts",
    "has_secrets",
    "heard_by",
    "hears",
    "inspect_keys",
    "is_hidden",
    "join_case",
    "joins_here",
    "keep_case",
    "known_to",
    "leads",
    "list_cases",
    "list_climbs",
    "list_contacts",
    "list_deadlines",
    "list_fed",
    "list_headers",
    "list_openings",
    "list_papers",
    "list_purgeable",
    "list_rungs",
    "list_together",
    "list_work",
    "look",
    "make_salt",
    "may_join",
    "may_offer",
    "may_purge",
    "may_see",
    "may_whole",
    "mechanism_of",
    "months_meant",
    "named_files",
    "names_of",
    "newest_events",
    "next_number",
    "offer_case",
    "offers_to_open",
    "open_case",
    "open_feed",
    "open_stored",
    "opens_there",
    "owed_copies",
    "pairs",
    "preview_letter",
    "preview_schedules",
    "problems_of",
    "purge_secrets",
    "rebuild",
    "recount_by_own_days",
    "render_paper",
    "render_rung",
    "rewrap_keys",
    "save_draft",
    "sealed_among",
    "sealed_places",
    "seen_by",
    "share",
    "similar",
    "speak_in_case",
    "standing_of",
    "states_of_rungs",
    "sweep",
    "take_over",
    "tell_of_event",
    "units_told_of",
    "would_move",
]
