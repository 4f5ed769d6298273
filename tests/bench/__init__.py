"""Figures for docs/performance.md: `make bench`. Ratios to a floor that is measured in the same run."""
