"""What a click costs, beside the least that it can cost: `make bench`."""
