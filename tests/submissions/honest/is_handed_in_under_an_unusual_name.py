"""Right, by a student whose folder has spaces, quotes, accents and a leading dash in its name."""

STUDENT = '--Zoë O\'Brien "Ξ" 学生 %(x)s {y} $HOME & co'
