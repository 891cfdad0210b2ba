"""Types of contracts (合同类型): each with its fields, number rule, required papers, clauses, lead times; data, none of it code."""
