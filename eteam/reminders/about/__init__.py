"""What is reminded of, one module a subject: who is to be told, whether it still holds, in which words."""
