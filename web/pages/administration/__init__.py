"""管理: who works here and by which rules."""
