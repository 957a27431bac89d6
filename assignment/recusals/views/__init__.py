"""The pages of recusals."""

from assignment.recusals.views.pages import act, ask, recusal_list, recusal_page

__all__ = ["act", "ask", "recusal_list", "recusal_page"]
