"""Who says what, read by one small network over states, tree and quotation marks, and decoded into spans."""
