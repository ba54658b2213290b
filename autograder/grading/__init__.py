"""A run over a class: who is to be graded and why, what comes back from the desks, and the ledger of each student."""
