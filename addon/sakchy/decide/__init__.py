"""Room 4: Findings + Destination + Policy -> Verdict. Pure."""

from sakchy.decide.explain import explain, explain_verdict
from sakchy.decide.judge import Judge

__all__ = ["Judge", "explain", "explain_verdict"]
