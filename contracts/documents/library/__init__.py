"""The vetted texts (范本): for each a .txt of its clauses, the .docx that `building` makes of it, and a .form.json of its variables."""

LIBRARY = {                                       # text: the type of contract that it is for
    "construction": "construction", "purchase": "purchase", "service": "service", "income": "income", "framework": "framework",
    "order": "order",
}
