-- The texts, and the words in them by FTS5. Words are split, never changed: å stays å.
CREATE TABLE search_text (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, ref INTEGER NOT NULL, body TEXT NOT NULL,
  UNIQUE (kind, ref)
)
--;
CREATE VIRTUAL TABLE search_words USING fts5(
  body, content='search_text', content_rowid='id',
  tokenize='unicode61 remove_diacritics 0', prefix='2 3 4'
)
--;
CREATE TRIGGER search_text_in AFTER INSERT ON search_text BEGIN
  INSERT INTO search_words(rowid, body) VALUES (NEW.id, NEW.body);
END
--;
CREATE TRIGGER search_text_out AFTER DELETE ON search_text BEGIN
  INSERT INTO search_words(search_words, rowid, body) VALUES ('delete', OLD.id, OLD.body);
END
--;
CREATE TRIGGER search_text_new AFTER UPDATE ON search_text BEGIN
  INSERT INTO search_words(search_words, rowid, body) VALUES ('delete', OLD.id, OLD.body);
  INSERT INTO search_words(rowid, body) VALUES (NEW.id, NEW.body);
END
