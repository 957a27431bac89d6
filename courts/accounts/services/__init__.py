"""Writes about accounts. The four acts for whoever administers people are named here."""

from courts.accounts.services.factors import remove_second_factor
from courts.accounts.services.lockout import unlock
from courts.accounts.services.passwords import issue_temporary_password
from courts.accounts.services.sessions import end_sessions

__all__ = ["end_sessions", "issue_temporary_password", "remove_second_factor", "unlock"]
