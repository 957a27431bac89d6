"""Forms of pools, their routes and members, and leave."""

from __future__ import annotations

from assignment.pools.forms.leave import CancelForm, LeaveEndForm, LeaveForm
from assignment.pools.forms.pools import CeilingForm, EndForm, MemberForm, NewPoolForm, PoolForm, ShareForm
from assignment.pools.forms.routes import AlertForm, RouteEndForm, RouteForm, TrialForm

__all__ = [
    "AlertForm",
    "CancelForm",
    "CeilingForm",
    "EndForm",
    "LeaveEndForm",
    "LeaveForm",
    "MemberForm",
    "NewPoolForm",
    "PoolForm",
    "RouteEndForm",
    "RouteForm",
    "ShareForm",
    "TrialForm",
]
