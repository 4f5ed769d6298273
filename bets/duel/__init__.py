"""Two bets side by side: if you had to kill one of these two, which would it be?"""
