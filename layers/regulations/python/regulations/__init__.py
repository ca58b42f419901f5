"""The law as data: procedures, profiles and the calendars of working days."""
