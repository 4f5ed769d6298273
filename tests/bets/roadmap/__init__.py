"""What a board shares with a roadmap tool, against a Jira of our own on the loopback."""
