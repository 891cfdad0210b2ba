"""What a page or a program sends, read: forms and uploads that are more than a schema."""
