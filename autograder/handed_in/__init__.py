"""What was handed in and what was handed out: read, looked at, and put together for grading."""
