"""What the pages of a room's timetable and of its planned sessions show."""
