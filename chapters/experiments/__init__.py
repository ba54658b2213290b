"""What experiments of several chapters share: a task, its data, and what must be beaten."""
