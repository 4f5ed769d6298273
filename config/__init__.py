"""Settings, addresses, schedule and the start: the outermost layer."""
