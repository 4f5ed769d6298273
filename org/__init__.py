"""People, boards, teams and roles: who may do what, and where."""
