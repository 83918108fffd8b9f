"""Room 4: Findings + Destination + Policy -> Verdict. Pure."""
