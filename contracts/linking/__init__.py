"""Contracts that belong to another (关联合同): orders, supplements, changes, terminations, renewals; and what they do to theirs."""
