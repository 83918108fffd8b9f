"""Room 5: what is done about a verdict. Hold and ask, tell the browser, ring the desktop's bell."""

from sakchy.act.desk import Desk
from sakchy.act.question import Answered, Question
from sakchy.act.replies import Reply, refusal

__all__ = ["Answered", "Desk", "Question", "Reply", "refusal"]
