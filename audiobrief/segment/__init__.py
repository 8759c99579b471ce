"""Article in, Sentences out."""
