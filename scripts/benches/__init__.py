"""What `scripts/bench.py` can measure: one module a bench, each with `run(quick)`; tools are in `rig`."""
