"""The pages of blockers: read models, one function a page."""
