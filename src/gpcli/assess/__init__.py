"""From what was typed to outcomes: inputs, what each is about, merging, scoring."""
