"""Wordings (文本来稿): a text that was not made from the values: the drafter's own wording of ours, or the counterparty's paper."""
