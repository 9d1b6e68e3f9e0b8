"""What an entry reaches; nothing of it can be written."""

#: The rules of the county; beside them the headers of delivered matters, as its office sees them.
CONFIGURATION, HEADERS = "configuration", "headers"
REACHES = (CONFIGURATION, HEADERS)
