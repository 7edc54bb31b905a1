"""Tables of units of any size: scored by columns slice by slice, odd rows by the reader of rows."""
