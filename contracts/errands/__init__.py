"""Errands (代办任务): long work that a person asked for, with its progress; done by a worker, kept for seven days."""
