"""Documents (文本): vetted texts, rendering to .docx and PDF, frozen versions."""
