"""Money (金额): its column, how people write it, 大写, tax."""
