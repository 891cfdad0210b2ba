"""Runs any BPMN process: editions, instances, work items, timers, messages, jobs, history. Knows nothing of contracts."""
