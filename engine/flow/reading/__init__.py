"""Reading a diagram's elements into the nodes of engine.flow, with a finding for whatever can't be run."""
