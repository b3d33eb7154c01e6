"""The reader that the package ships: its start weights, and the command that makes all of it."""
