"""The contract and its process: what the engine sees of it, what service tasks do, whether it has ended, how it is cancelled."""
