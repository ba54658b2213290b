"""Run a submission's notebook beside an examiner, who reaches the verdicts outside of the sandbox."""
