"""Everything between a chapter and a grade."""

import sys

# Where this is installed, jsonschema loads it to know web addresses by: a second for each process that reads notebooks.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

from autograder.verification import Verdict, verify  # noqa: E402

__all__ = ["Verdict", "verify"]
