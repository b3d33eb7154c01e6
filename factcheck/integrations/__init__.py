"""factcheck where people already work: spaCy, and assistants that speak the Model Context Protocol."""
