"""Words and suffixes that make a name with a protected one in it an imitation."""

BAIT = frozenset(
    "account auth bank billing cabinet card client confirm help id kabinet kg kirish kyrgyzstan lk login "  # noqa: SIM905  a table of words
    "mobile oauth online pay payment portal safe secure security service signin sms sso support update "
    "user verification verify vhod wallet web".split()
)
"""Stand beside the name where somebody is to be led into a log-in."""
CHEAP = frozenset(
    "app bar bid biz buzz cam cc cfd click club cyou fun help homes host icu info life link live lol "  # noqa: SIM905  a table of suffixes
    "monster network online page pro pw quest rest sbs shop site space store support today top vip website "
    "wiki win work world xyz".split()
)
"""Suffixes at which hardly any bank of the world is at home, and many imitations are."""
