"""What one may find or do from anywhere: bets, people, teams, acts and pages, by right."""
