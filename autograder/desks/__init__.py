"""Where submissions are graded: processes of this machine, or workers of a cluster."""
