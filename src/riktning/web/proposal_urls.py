"""The addresses of proposals about groups, and what each asks of who comes."""

from riktning.apps.organisation.rights import Action
from riktning.web.group_urls import to
from riktning.web.views import proposal_changes, proposals

LIST = "grupper/forslag"
ONE = f"{LIST}/<int:number>/"

proposal_pages = [
    to(Action.READ_PUBLISHED, f"{LIST}/", proposals.proposal_list, "proposals"),
    to(Action.READ_PUBLISHED, f"{LIST}.<str:ending>", proposals.proposal_file, "proposal_table"),
    to(Action.PROPOSE_GROUP, f"{LIST}/nytt/", proposal_changes.new_proposal, "proposal_new"),
    to(Action.READ_PUBLISHED, ONE, proposals.one_proposal, "proposal"),
    to(Action.PROPOSE_GROUP, f"{ONE}andra/", proposal_changes.edit_proposal, "proposal_edit"),
    to(Action.GIVE_OPINION, f"{ONE}yttrande/", proposal_changes.opine, "proposal_opinion"),
    to(Action.RECORD_DECISION, f"{ONE}beslut/", proposal_changes.decide, "proposal_decide"),
    to(Action.MOVE_PROPOSAL, f"{ONE}flytta/", proposal_changes.move, "proposal_move"),
]
