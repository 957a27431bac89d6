"""The nouns' tables, re-exported for Django."""

from assignment.assessors.models import Assessor
from assignment.bodies.models import BodyCorrection, BodyMember, Seat, SeatCall, SeatDraw, TrialBody
from assignment.changes.models import ChangeRequest, InterferenceReport
from assignment.conflicts.models import CaseAgent, ConflictAnswer, FormerStaff, Involvement, Relative
from assignment.designations.models import Designation
from assignment.draws.models import Draw, DrawBatch, DrawChain, VoidRequest
from assignment.fairness.models import DrawRoster
from assignment.leaders.models import ExitProposal, LeaderPrompt, LeaderTerm
from assignment.pools.models import Absence, CaseLoad, Pool, PoolAlert, PoolMember, PoolRoute, Reentry
from assignment.recusals.models import Recusal, UrgentMatter
from assignment.related.models import RelatedAnswer
from assignment.teams.models import Team, TeamMember

__all__ = [
    "Absence",
    "Assessor",
    "BodyCorrection",
    "BodyMember",
    "CaseAgent",
    "CaseLoad",
    "ChangeRequest",
    "ConflictAnswer",
    "Designation",
    "Draw",
    "DrawBatch",
    "DrawChain",
    "DrawRoster",
    "ExitProposal",
    "FormerStaff",
    "InterferenceReport",
    "Involvement",
    "LeaderPrompt",
    "LeaderTerm",
    "Pool",
    "PoolAlert",
    "PoolMember",
    "PoolRoute",
    "Recusal",
    "Reentry",
    "RelatedAnswer",
    "Relative",
    "Seat",
    "SeatCall",
    "SeatDraw",
    "Team",
    "TeamMember",
    "TrialBody",
    "UrgentMatter",
    "VoidRequest",
]
