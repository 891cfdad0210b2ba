"""The linter's rules, one function each."""
