"""What if: capacity, policy, sizes and places other than today's. All of it stands in an address; nothing is saved."""
