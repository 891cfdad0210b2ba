"""Reports (报表): contracts counted and summed by any two dimensions; each number names the contracts behind it."""
