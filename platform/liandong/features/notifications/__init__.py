"""In-app notices: reminders before a day, notices after it."""
