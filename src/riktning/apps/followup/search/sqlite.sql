-- The texts, and the words in them by FTS5. Words are split, and accents folded: å stays å.
CREATE TABLE search_text (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, ref INTEGER NOT NULL, body TEXT NOT NULL,
  folded TEXT GENERATED ALWAYS AS (FOLDED(body)) VIRTUAL,
  UNIQUE (kind, ref)
)
--;
CREATE VIRTUAL TABLE search_words USING fts5(
  folded, content='search_text', content_rowid='id',
  tokenize='unicode61 remove_diacritics 0', prefix='2 3 4'
)
--;
CREATE TABLE search_made (mark TEXT NOT NULL)
--;
CREATE TRIGGER search_text_in AFTER INSERT ON search_text BEGIN
  INSERT INTO search_words(rowid, folded) VALUES (NEW.id, NEW.folded);
END
--;
CREATE TRIGGER search_text_out AFTER DELETE ON search_text BEGIN
  INSERT INTO search_words(search_words, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
END
--;
CREATE TRIGGER search_text_new AFTER UPDATE ON search_text BEGIN
  INSERT INTO search_words(search_words, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
  INSERT INTO search_words(rowid, folded) VALUES (NEW.id, NEW.folded);
END
