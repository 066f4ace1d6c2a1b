"""What documents are made with: words, numerals, counts, and the tree that pandoc reads."""
