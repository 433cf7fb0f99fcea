-- Search by words. What a memory is found by lies in one row of memory_search, what is said at which second in passage;
-- triggers keep both, so that no edit can forget them. They act as whoever edits: row-level security holds here, too.
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
--> statement-breakpoint
-- How words of a language are read: without accents, then as its stemmer has it. words_simple reads names: no stemming,
-- no word too common to count.
DO $$
DECLARE
  language record;
BEGIN
  FOR language IN
    SELECT 'words_' || code AS name, cfgname AS built_in, cfgname || '_stem' AS stemmer
    FROM (VALUES ('ar', 'arabic'), ('ca', 'catalan'), ('da', 'danish'), ('de', 'german'), ('el', 'greek'), ('en', 'english'),
      ('es', 'spanish'), ('et', 'estonian'), ('eu', 'basque'), ('fi', 'finnish'), ('fr', 'french'), ('ga', 'irish'),
      ('hi', 'hindi'), ('hu', 'hungarian'), ('hy', 'armenian'), ('id', 'indonesian'), ('it', 'italian'),
      ('lt', 'lithuanian'), ('nb', 'norwegian'), ('ne', 'nepali'), ('nl', 'dutch'), ('nn', 'norwegian'),
      ('no', 'norwegian'), ('pt', 'portuguese'), ('ro', 'romanian'), ('ru', 'russian'), ('simple', 'simple'),
      ('sr', 'serbian'), ('sv', 'swedish'), ('ta', 'tamil'), ('tr', 'turkish'), ('yi', 'yiddish')) AS known (code, built_in)
    JOIN pg_ts_config ON cfgname = built_in AND cfgnamespace = 'pg_catalog'::regnamespace
    WHERE NOT EXISTS (
      SELECT FROM pg_ts_config WHERE cfgname = 'words_' || code AND cfgnamespace = 'public'::regnamespace)
  LOOP
    EXECUTE format('CREATE TEXT SEARCH CONFIGURATION public.%I (COPY = pg_catalog.%I)', language.name, language.built_in);
    EXECUTE format('ALTER TEXT SEARCH CONFIGURATION public.%I ALTER MAPPING FOR word, hword, hword_part WITH public.unaccent, pg_catalog.%I',
      language.name, CASE language.built_in WHEN 'simple' THEN 'simple' ELSE language.stemmer END);
  END LOOP;
END $$;
--> statement-breakpoint
-- How a text of this language (a tag such as es-MX) is read; a language without a stemmer is read as it is written.
CREATE FUNCTION search_config(language text) RETURNS regconfig LANGUAGE sql STABLE SET search_path = public AS $$
  SELECT coalesce(
    (SELECT oid FROM pg_ts_config
     WHERE cfgname = 'words_' || lower(split_part(language, '-', 1)) AND cfgnamespace = 'public'::regnamespace),
    'words_simple'::regconfig)
$$;
--> statement-breakpoint
-- A name as it is compared: "José-María" and "jose maria" are one. Immutable because public.unaccent is named with its
-- dictionary, and the collation is Postgres' own.
CREATE FUNCTION name_key(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  plain text COLLATE pg_c_utf8 := lower(public.unaccent('public.unaccent', name) COLLATE pg_c_utf8);
BEGIN
  -- Most names are plain by now, and looking costs less than replacing.
  IF plain ~ '[^[:alnum:] ]|  ' THEN plain := regexp_replace(plain, '[^[:alnum:]]+', ' ', 'g'); END IF;
  RETURN btrim(plain);
END $$;
--> statement-breakpoint
-- The first years of the decades in which something happened. An open end adds nothing, and a whole life counts for
-- ten decades at most.
CREATE FUNCTION told_decades(happened jsonb) RETURNS smallint[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(decade), '{}') FROM (
    SELECT generate_series(least(a, b) / 10 * 10, greatest(a, b) / 10 * 10, 10)::smallint AS decade
    FROM (SELECT left(coalesce(happened ->> 'from', happened ->> 'to'), 4)::int AS a,
      left(coalesce(happened ->> 'to', happened ->> 'from'), 4)::int AS b) AS years
    LIMIT 10) AS decades
$$;
--> statement-breakpoint
-- Every name by which people are called: as they were heard, and as the family writes them down with their aliases.
CREATE FUNCTION called_names(heard jsonb, others uuid[]) RETURNS text LANGUAGE sql STABLE SET search_path = public AS $$
  SELECT string_agg(name, '; ') FROM (
    SELECT each ->> 'name' AS name FROM jsonb_array_elements(heard) AS each
    UNION
    SELECT unnest(array[person.name] || person.aliases) FROM person
    WHERE person.id = ANY (others) OR person.id IN (SELECT (each ->> 'personId')::uuid FROM jsonb_array_elements(heard) AS each)
  ) AS names
$$;
--> statement-breakpoint
-- Names count as they are written and as the language reads them.
CREATE FUNCTION name_words(config regconfig, names text) RETURNS tsvector LANGUAGE sql STABLE SET search_path = public AS $$
  SELECT coalesce(setweight(to_tsvector(config, names) || to_tsvector('words_simple', names), 'B'), '')
$$;
--> statement-breakpoint
-- The names that a memory is found by: its people, its narrator, its places.
CREATE FUNCTION memory_names(config regconfig, told jsonb, narrator uuid) RETURNS tsvector LANGUAGE sql STABLE SET search_path = public AS $$
  SELECT name_words(config, concat_ws('; ', called_names(told -> 'people', array[narrator]),
    (SELECT string_agg(each ->> 'name', '; ') FROM jsonb_array_elements(told -> 'places') AS each)))
$$;
--> statement-breakpoint
-- What is said in a passage, and every name of whoever is spoken of there: so an alias leads to the second, too.
CREATE FUNCTION passage_words(config regconfig, text text, told jsonb, starts real, ends real) RETURNS tsvector LANGUAGE sql STABLE SET search_path = public AS $$
  SELECT to_tsvector(config, text) || name_words(config, (
    SELECT called_names(jsonb_agg(each), '{}') FROM jsonb_array_elements(told -> 'people') AS each
    WHERE EXISTS (SELECT FROM jsonb_to_recordset(each -> 'evidence') AS heard (start real, "end" real)
      WHERE heard.start < ends AND heard."end" > starts)))
$$;
--> statement-breakpoint
-- As long as a memory of 800 words, its row stays in one page and out of TOAST: a search reads the whole family.
ALTER TABLE memory_search SET (toast_tuple_target = 8160);
--> statement-breakpoint
ALTER TABLE memory_search ALTER COLUMN words SET STORAGE EXTERNAL;
--> statement-breakpoint
CREATE FUNCTION keep_search(kept uuid) RETURNS void LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
  m memory;
  t transcript;
  reads regconfig;
  in_short text;
BEGIN
  SELECT * INTO m FROM memory WHERE id = kept AND deleted_at IS NULL;
  IF NOT FOUND THEN
    DELETE FROM memory_search WHERE memory_id = kept;
    RETURN;
  END IF;
  SELECT * INTO t FROM transcript WHERE memory_id = kept;
  reads := search_config(coalesce(m.language, t.language, 'en'));
  in_short := btrim(concat_ws(' ', m.title || '.', m.one_liner, m.summary), ' .');

  INSERT INTO memory_search AS found (memory_id, family_id, config, words, status, narrator_id, chapter, chapters, themes,
    people, person_ids, places, tone, decades, happened_from, happened_to)
  SELECT kept, m.family_id, reads,
    setweight(to_tsvector(reads, m.title), 'A')
      || setweight(to_tsvector(reads, concat_ws('; ', m.one_liner, m.summary, m.story, array_to_string(m.themes, '; '))), 'C')
      || to_tsvector(reads, coalesce((SELECT string_agg(each ->> 'text', ' ') FROM jsonb_array_elements(t.segments) AS each), ''))
      || memory_names(reads, m.told, m.narrator_id),
    m.status, m.narrator_id, m.chapter, array(SELECT DISTINCT each FROM unnest(m.chapters || m.chapter) AS each WHERE each IS NOT NULL),
    array(SELECT DISTINCT unnest(m.themes)),
    array(SELECT each ->> 'name' FROM jsonb_array_elements(m.told -> 'people') WITH ORDINALITY AS heard (each, place) ORDER BY place),
    array(SELECT (each ->> 'personId')::uuid FROM jsonb_array_elements(m.told -> 'people') WITH ORDINALITY AS heard (each, place) ORDER BY place),
    array(SELECT DISTINCT each ->> 'name' FROM jsonb_array_elements(m.told -> 'places') AS each),
    lower(m.told -> 'tone' ->> 'primary'), told_decades(m.happened), m.happened ->> 'from', m.happened ->> 'to'
  ON CONFLICT (memory_id) DO UPDATE SET config = excluded.config, words = excluded.words, status = excluded.status,
    narrator_id = excluded.narrator_id, chapter = excluded.chapter, chapters = excluded.chapters, themes = excluded.themes,
    people = excluded.people, person_ids = excluded.person_ids, places = excluded.places, tone = excluded.tone,
    decades = excluded.decades, happened_from = excluded.happened_from, happened_to = excluded.happened_to;

  DELETE FROM passage WHERE memory_id = kept AND CASE WHEN segment_id = kept THEN in_short = '' ELSE segment_id NOT IN (
    SELECT id FROM jsonb_to_recordset(coalesce(t.segments, '[]')) AS said (id uuid)) END;
  INSERT INTO passage AS p (memory_id, segment_id, family_id, start, "end", text, words)
  SELECT kept, said.id, m.family_id, said.start, said."end", said.text,
    passage_words(reads, said.text, CASE WHEN said.id <> kept THEN m.told END, said.start, said."end")
  FROM (
    SELECT DISTINCT ON (id) * FROM jsonb_to_recordset(coalesce(t.segments, '[]')) AS each (id uuid, start real, "end" real, text text)
    UNION ALL SELECT kept, 0, (m.probe ->> 'seconds')::real, in_short WHERE in_short <> ''
  ) AS said
  ON CONFLICT (memory_id, segment_id) DO UPDATE SET start = excluded.start, "end" = excluded."end", text = excluded.text,
    words = excluded.words, changed_at = CASE WHEN p.text = excluded.text THEN p.changed_at ELSE now() END
  WHERE (p.start, p."end", p.text, p.words) IS DISTINCT FROM (excluded.start, excluded."end", excluded.text, excluded.words);
END $$;
--> statement-breakpoint
CREATE FUNCTION memory_told() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  PERFORM keep_search(NEW.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER memory_search_insert AFTER INSERT ON memory FOR EACH ROW EXECUTE FUNCTION memory_told();
--> statement-breakpoint
CREATE TRIGGER memory_search_update
  AFTER UPDATE OF title, one_liner, summary, story, chapter, chapters, themes, happened, told, narrator_id, language, deleted_at ON memory
  FOR EACH ROW WHEN (
    (OLD.title, OLD.one_liner, OLD.summary, OLD.story, OLD.chapter, OLD.chapters, OLD.themes, OLD.happened, OLD.told, OLD.narrator_id, OLD.language, OLD.deleted_at)
    IS DISTINCT FROM
    (NEW.title, NEW.one_liner, NEW.summary, NEW.story, NEW.chapter, NEW.chapters, NEW.themes, NEW.happened, NEW.told, NEW.narrator_id, NEW.language, NEW.deleted_at)
  ) EXECUTE FUNCTION memory_told();
--> statement-breakpoint
-- A memory takes five statuses on its way, and none of them changes a word of it.
CREATE FUNCTION memory_moved() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  UPDATE memory_search SET status = NEW.status WHERE memory_id = NEW.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER memory_search_status AFTER UPDATE OF status ON memory
  FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION memory_moved();
--> statement-breakpoint
CREATE FUNCTION transcript_told() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  PERFORM keep_search(coalesce(NEW.memory_id, OLD.memory_id));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER transcript_search AFTER INSERT OR DELETE OR UPDATE OF segments, language ON transcript
  FOR EACH ROW EXECUTE FUNCTION transcript_told();
--> statement-breakpoint
-- A name or an alias changes in every memory that they tell or are spoken of in; what else was read there stays.
CREATE FUNCTION person_named() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  UPDATE memory_search SET words = ts_filter(words, '{a,c,d}') || memory_names(config, memory.told, memory.narrator_id)
  FROM memory
  WHERE memory_search.family_id = OLD.family_id AND (memory_search.narrator_id = OLD.id OR OLD.id = ANY (person_ids))
    AND memory.id = memory_id;
  UPDATE passage SET words = passage_words(config, text, told, start, "end")
  FROM (
    SELECT found.memory_id, found.config, memory.told, heard.start AS heard_from, heard."end" AS heard_to
    FROM memory_search AS found
    JOIN memory ON memory.id = found.memory_id
    CROSS JOIN jsonb_array_elements(memory.told -> 'people') AS each
    CROSS JOIN jsonb_to_recordset(each -> 'evidence') AS heard (start real, "end" real)
    WHERE found.family_id = OLD.family_id AND OLD.id = ANY (found.person_ids) AND each ->> 'personId' = OLD.id::text
  ) AS spoken
  WHERE passage.memory_id = spoken.memory_id AND passage.segment_id <> passage.memory_id
    AND passage.start < heard_to AND passage."end" > heard_from;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER person_search_update AFTER UPDATE OF name, aliases ON person
  FOR EACH ROW WHEN ((OLD.name, OLD.aliases) IS DISTINCT FROM (NEW.name, NEW.aliases)) EXECUTE FUNCTION person_named();
--> statement-breakpoint
CREATE TRIGGER person_search_delete AFTER DELETE ON person FOR EACH ROW EXECUTE FUNCTION person_named();
--> statement-breakpoint
-- For words that nobody of the family says: those of its names, places, themes and titles that look like them, two each.
CREATE FUNCTION words_like(family uuid, unknown text[], least_alike real) RETURNS TABLE (word text, near text, alike real)
LANGUAGE plpgsql STABLE ROWS 2 SET search_path = public AS $$
BEGIN
  -- Only then is anything read.
  IF unknown <> '{}' THEN
    RETURN QUERY
    WITH known AS MATERIALIZED (
      SELECT DISTINCT string_to_table(name_key(string_agg(name, ' ')), ' ') AS name FROM (
        SELECT unnest(people || places || themes) AS name FROM memory_search WHERE family_id = family
        UNION SELECT unnest(aliases || person.name) FROM person WHERE family_id = family
        UNION SELECT title FROM memory WHERE family_id = family AND deleted_at IS NULL
      ) AS names
    ), asked AS MATERIALIZED (SELECT each, name_key(each) AS name FROM unnest(unknown) AS each)
    SELECT asked.each, best.name, best.alike FROM asked CROSS JOIN LATERAL (
      SELECT known.name, similarity(known.name, asked.name) AS alike FROM known
      WHERE abs(length(known.name) - length(asked.name)) <= 3 AND similarity(known.name, asked.name) >= least_alike
      ORDER BY 2 DESC, 1 LIMIT 2) AS best;
  END IF;
END $$;
--> statement-breakpoint
-- What is there already.
DO $$
BEGIN
  PERFORM act_as_system();
  PERFORM keep_search(id) FROM memory WHERE deleted_at IS NULL;
END $$;
