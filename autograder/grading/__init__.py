"""From what was handed in to a grade: read it, run it beside the examiner, keep the ledger, show the class."""
