-- The texts, the words in them, and the function that keeps them current.
CREATE TABLE search_text (
  id bigserial PRIMARY KEY, kind text NOT NULL, ref bigint NOT NULL, body text NOT NULL,
  words tsvector GENERATED ALWAYS AS (to_tsvector('simple', FOLDED(body))) STORED,
  UNIQUE (kind, ref)
)
--;
CREATE INDEX search_words ON search_text USING gin (words)
--;
CREATE TABLE search_made (mark text NOT NULL)
--;
CREATE FUNCTION search_said(content text, path text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
-- What stands there in JSON; nothing where there is none.
BEGIN
  RETURN content::jsonb #>> string_to_array(path, '.');
EXCEPTION WHEN invalid_text_representation THEN RETURN NULL;
END $$
--;
CREATE FUNCTION search_keep() RETURNS trigger LANGUAGE plpgsql AS $$
-- Called with the kind and then the columns whose texts are kept; content#name.sv stands in JSON.
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    DELETE FROM search_text WHERE kind = TG_ARGV[0];
  ELSIF TG_OP = 'DELETE' THEN
    DELETE FROM search_text WHERE kind = TG_ARGV[0] AND ref = OLD.id;
  ELSE
    INSERT INTO search_text (kind, ref, body)
    SELECT TG_ARGV[0], NEW.id,
      string_agg(coalesce(CASE WHEN position('#' IN part) = 0 THEN to_jsonb(NEW)->>part
        ELSE search_said(to_jsonb(NEW)->>split_part(part, '#', 1), split_part(part, '#', 2))
        END, ''), E'\n' ORDER BY place)
    FROM unnest(TG_ARGV) WITH ORDINALITY AS parts(part, place) WHERE place > 1
    ON CONFLICT (kind, ref) DO UPDATE SET body = excluded.body;
  END IF;
  RETURN NULL;
END $$
