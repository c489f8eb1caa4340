-- A name as people look for it: without accents, apostrophes, hyphens and blanks, in small letters. Letters that no accent makes are written out.
-- One statement, so that it needs no semicolon, and immutable, so that an index can be made of it.
CREATE FUNCTION "fold_name"("name" TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS
  'SELECT regexp_replace(translate(replace(replace(replace(replace(lower(normalize($1, NFKD)), ''ß'', ''ss''), ''æ'', ''ae''), ''œ'', ''oe''), ''þ'', ''th''),
     ''øłđðıħŧѐѝґ'', ''olddihtеиг''), ''[\u0300-\u036f\u0027\u2019\u2018\u201b\u02bc\u02b9\u02bb\u0060\u00b4\u2010-\u2015\u00b7[:space:].-]'', '''', ''g'')';

DROP INDEX "signature_family_name";
CREATE INDEX "signature_family_name" ON "signature" ("fold_name"("family_name") text_pattern_ops);
CREATE INDEX "signature_given_name" ON "signature" ("fold_name"("given_name") text_pattern_ops);
