"""Very many files: read, scored and written in parts, on all cores, in memory that does not grow with them."""
