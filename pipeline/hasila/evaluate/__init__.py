"""Scoring: what a system said against gold, a module a task."""
