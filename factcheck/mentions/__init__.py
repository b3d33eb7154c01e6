"""What a phrase that may mean a source is: its head, name, role, type and number; and the text around it."""
