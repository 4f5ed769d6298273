"""The reminders while things break: workers die, broker and mail server go away, plans change, clocks jump."""
