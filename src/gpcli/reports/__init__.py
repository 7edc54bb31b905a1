"""Reports: one format a file, all by the door that a pack uses."""
