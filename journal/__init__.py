"""What happened and who is told. Knows no package above it; history keeps names and plain ids."""
