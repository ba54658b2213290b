"""Everything between a chapter and a grade."""

from autograder.verification import Verdict, verify

__all__ = ["Verdict", "verify"]
