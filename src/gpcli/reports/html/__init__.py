"""Reports as one self-contained page: readable without JavaScript, asking nobody for anything."""
