"""The pages of requests for more time, and what this noun offers to the shell."""

from cases.extensions.views.acting import act
from cases.extensions.views.asking import ask, statutory
from cases.extensions.views.lists import request_list
from cases.extensions.views.one import request_page

__all__ = ["act", "ask", "request_list", "request_page", "statutory"]
