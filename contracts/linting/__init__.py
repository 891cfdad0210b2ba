"""The linter (送审检查): what is wrong or unusual in a contract's values and text; one rule is one function with a stable code."""
