"""The nouns' tables, re-exported for Django."""

from assignment.draws.models import Draw, DrawChain
from assignment.pools.models import Absence, Pool, PoolMember

__all__ = ["Absence", "Draw", "DrawChain", "Pool", "PoolMember"]
