"""The page on which related cases are answered, and what this noun offers to the shell."""

from assignment.related.views.answering import answer

__all__ = ["answer"]
