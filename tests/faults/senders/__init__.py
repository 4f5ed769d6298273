"""The product's own workers and beats, to be told where to die, killed and started again."""
