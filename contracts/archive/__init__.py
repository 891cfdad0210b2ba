"""The archive (档案): what must be there, the file number, the package, and how one is verified."""
