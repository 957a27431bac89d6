"""Pages of pools, their members, and leave."""

from __future__ import annotations

from assignment.pools.views.leave import leave_list, leave_page
from assignment.pools.views.pools import member_page, new_pool, pool_list, pool_page

__all__ = ["leave_list", "leave_page", "member_page", "new_pool", "pool_list", "pool_page"]
