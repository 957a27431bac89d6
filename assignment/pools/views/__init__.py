"""Pages of pools, their routes and members, alerts about them, and leave."""

from __future__ import annotations

from assignment.pools.views.alerts import alert_page, count_to_look_at, pools_to_look_at
from assignment.pools.views.leave import leave_list, leave_page
from assignment.pools.views.pools import member_page, new_pool, pool_list, pool_page
from assignment.pools.views.routes import route_page

__all__ = [
    "alert_page",
    "count_to_look_at",
    "leave_list",
    "leave_page",
    "member_page",
    "new_pool",
    "pool_list",
    "pool_page",
    "pools_to_look_at",
    "route_page",
]
