"""nbgrader's gradebook and the course folder, written by one writer; due dates and what being late costs."""
