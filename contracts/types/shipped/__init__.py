"""The types that come with us, one JSON file each."""
