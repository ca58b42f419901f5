"""`make demo`: about forty matters played through the HTTP interface with the moving clock."""
