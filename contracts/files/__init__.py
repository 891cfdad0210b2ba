"""Files: the vault by SHA-256, and the papers (附件) of a contract."""
