"""The library of templates (模板库): versions with who published them, what a .docx must say and may not, its free regions."""
