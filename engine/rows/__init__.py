"""Rows follow tokens: opened for those that are new, closed for those that are gone."""
