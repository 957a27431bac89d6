"""The pages of designations, and what this noun offers to the shell."""

from assignment.designations.views.asking import ask
from assignment.designations.views.ledger import export_ledger, ledger
from assignment.designations.views.one import act, designation_page

__all__ = ["act", "ask", "designation_page", "export_ledger", "ledger"]
