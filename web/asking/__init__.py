"""Who is asking, and is it they: sessions and tokens, cookies, the guard against other sites."""
