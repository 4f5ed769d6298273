"""From many orders to one: what leaders agree on, and the order that contradicts the fewest of their opinions. Pure.

An order is a sequence of bet ids, #1 first; it may lack bets that others name.
"""
