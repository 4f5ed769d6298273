"""The real web server while things break: replies are lost, processes die, database and broker go away."""
