"""`make demo`: about fifty matters played through the HTTP interface with the moving clock."""
