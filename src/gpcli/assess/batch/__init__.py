"""Very many files: read, scored and written in parts, on all cores, in memory that hardly grows."""
