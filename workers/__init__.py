"""RQ jobs, the ticker, the supervisor: they call use cases and hold none."""
