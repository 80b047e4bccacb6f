"""Where the wink begins, how large it is, and how sure both are."""
