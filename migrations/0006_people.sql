-- Names that are heard become people. What a memory tells of people (memory.told -> people) follows the family's list by
-- itself: a name or alias that one person has links every memory, a rename shows in all of them, a deletion unlinks.
-- A mention is {personId?, name, heard?, evidence}: `name` is the person's own once it is linked, `heard` holds what they
-- are called in the recording where that is something else.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
-- Replaces a name as whole words. Letters are named by their ranges, so that no locale of a database matters.
CREATE FUNCTION mend_words(words text, heard text, written text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT regexp_replace(
    words,
    '(?<![[:alnum:]\u00C0-\u02AF\u0370-\u1FFF\u3040-\uD7FF])'
      || regexp_replace(regexp_replace(heard, '([.*+?^$(){}|\[\]\\])', '\\\1', 'g'), '\s+', '\\s+', 'g')
      || '(?![[:alnum:]\u00C0-\u02AF\u0370-\u1FFF\u3040-\uD7FF])',
    replace(written, '\', '\\'),
    'g')
$$;
--> statement-breakpoint
-- The same in all that is told: texts, names and quotes, however deep; ids, dates and other words of ours stay.
CREATE FUNCTION mend_told(told jsonb, heard text, written text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN CASE jsonb_typeof(told)
    WHEN 'string' THEN to_jsonb(mend_words(told #>> '{}', heard, written))
    WHEN 'array' THEN (SELECT coalesce(jsonb_agg(mend_told(item, heard, written) ORDER BY place), '[]')
      FROM jsonb_array_elements(told) WITH ORDINALITY AS each(item, place))
    WHEN 'object' THEN (SELECT coalesce(jsonb_object_agg(field, CASE
        WHEN field IN ('people', 'places', 'dates', 'followUps', 'warnings', 'evidence', 'name', 'text', 'quote')
        THEN mend_told(item, heard, written) ELSE item END), '{}')
      FROM jsonb_each(told) AS each(field, item))
    ELSE told
  END;
END $$;
--> statement-breakpoint
-- The same in a transcript; a segment remembers what stood there. The words keep their times: they are read together
-- with the text (core/time-words.ts).
CREATE FUNCTION mend_segments(segments jsonb, heard text, written text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_agg(
    CASE WHEN mend_words(segment ->> 'text', heard, written) = segment ->> 'text' THEN segment
    ELSE segment || jsonb_build_object(
      'text', mend_words(segment ->> 'text', heard, written),
      'guesses', coalesce(segment -> 'guesses', '[]') || jsonb_build_object('heard', heard, 'written', written))
    END ORDER BY place), '[]')
  FROM jsonb_array_elements(segments) WITH ORDINALITY AS each(segment, place)
$$;
--> statement-breakpoint
-- How a misheard name is written: as long as what was heard where one of the person's names is, the most alike of those,
-- else how the name begins.
CREATE FUNCTION spell_name(heard text, name text, aliases text[]) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT spelling FROM (
    SELECT name AS spelling, 1 AS place
    UNION ALL SELECT alias, 1 + alias_place FROM unnest(aliases) WITH ORDINALITY AS each(alias, alias_place)
    UNION ALL SELECT word, 100 + word_place FROM regexp_split_to_table(name, '\s+') WITH ORDINALITY AS each(word, word_place)
  ) AS spellings
  ORDER BY cardinality(regexp_split_to_array(spelling, '\s+')) = cardinality(regexp_split_to_array(heard, '\s+')) DESC,
    similarity(name_key(spelling), name_key(heard)) DESC, place
  LIMIT 1
$$;
--> statement-breakpoint
-- The keys that name exactly one person of a family, as {key: {personId, name, misheard}}. An editor's answer decides
-- where several people have a name, and where nobody has.
CREATE FUNCTION name_owners(family uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  WITH said AS (
    SELECT person.id, name_key(spelling) AS key
    FROM person, unnest(person.name || person.aliases) AS spelling WHERE person.family_id = family
  ), owned AS (
    SELECT key, (array_agg(id))[1] AS person_id, false AS misheard FROM said
    WHERE NOT EXISTS (SELECT FROM heard_name WHERE heard_name.family_id = family AND heard_name.key = said.key)
    GROUP BY key HAVING count(DISTINCT id) = 1
    UNION ALL
    SELECT key, person_id, meaning = 'misheard' FROM heard_name WHERE family_id = family AND person_id IS NOT NULL
  )
  SELECT coalesce(jsonb_object_agg(owned.key, jsonb_build_object('personId', person.id, 'name', person.name, 'misheard', misheard)), '{}')
  FROM owned JOIN person ON person.id = owned.person_id
$$;
--> statement-breakpoint
-- Evidence of two mentions as one: each place once, the first five.
CREATE FUNCTION join_evidence(one jsonb, other jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_agg(evidence ORDER BY (evidence ->> 'start')::real), '[]') FROM (
    SELECT DISTINCT ON (evidence -> 'start') evidence
    FROM jsonb_array_elements(coalesce(one, '[]') || coalesce(other, '[]')) AS each(evidence)
    ORDER BY evidence -> 'start' LIMIT 5
  ) AS places
$$;
--> statement-breakpoint
-- Links the mentions whose names have an owner; the same person is mentioned once.
CREATE FUNCTION link_mentions(people jsonb, owners jsonb) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  linked jsonb := '[]';
  mention jsonb;
  owner jsonb;
  heard jsonb;
  at int;
BEGIN
  FOR mention IN SELECT value FROM jsonb_array_elements(people) LOOP
    owner := CASE WHEN mention ? 'personId' THEN NULL ELSE owners -> name_key(mention ->> 'name') END;
    IF owner IS NOT NULL THEN
      heard := CASE WHEN (owner ->> 'misheard')::boolean OR name_key(mention ->> 'name') = name_key(owner ->> 'name')
        THEN '[]' ELSE jsonb_build_array(mention -> 'name') END || coalesce(mention -> 'heard', '[]');
      mention := jsonb_build_object('personId', owner -> 'personId', 'name', owner -> 'name', 'evidence', mention -> 'evidence')
        || CASE WHEN heard = '[]' THEN '{}' ELSE jsonb_build_object('heard', heard) END;
    END IF;
    SELECT place - 1 INTO at FROM jsonb_array_elements(linked) WITH ORDINALITY AS each(other, place)
    WHERE other -> 'personId' = mention -> 'personId';
    IF at IS NULL THEN
      linked := linked || mention;
    ELSE
      SELECT jsonb_agg(DISTINCT name) INTO heard
      FROM jsonb_array_elements(coalesce(linked -> at -> 'heard', '[]') || coalesce(mention -> 'heard', '[]')) AS each(name);
      linked := jsonb_set(linked, ARRAY[at::text], linked -> at
        || jsonb_build_object('evidence', join_evidence(linked -> at -> 'evidence', mention -> 'evidence'))
        || CASE WHEN heard IS NULL THEN '{}' ELSE jsonb_build_object('heard', heard) END);
    END IF;
  END LOOP;
  RETURN linked;
END $$;
--> statement-breakpoint
-- Takes names away from a person: the places where such a name is heard are mentions of nobody again.
CREATE FUNCTION unlink_mentions(people jsonb, person_id uuid, keys text[]) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  left_over jsonb := '[]';
  mention jsonb;
  taken jsonb;
  heard jsonb;
  said text;
BEGIN
  FOR mention IN SELECT value FROM jsonb_array_elements(people) LOOP
    IF mention ->> 'personId' = person_id::text THEN
      FOR said IN SELECT value FROM jsonb_array_elements_text(coalesce(mention -> 'heard', '[]')) WHERE name_key(value) = ANY (keys) LOOP
        SELECT coalesce(jsonb_agg(evidence), '[]') INTO taken FROM jsonb_array_elements(mention -> 'evidence') AS each(evidence)
        WHERE ' ' || name_key(evidence ->> 'quote') || ' ' LIKE '% ' || name_key(said) || ' %';
        SELECT coalesce(jsonb_agg(name), '[]') INTO heard FROM jsonb_array_elements(mention -> 'heard') AS each(name) WHERE name #>> '{}' <> said;
        mention := jsonb_set(mention - 'heard', '{evidence}', (
          SELECT coalesce(jsonb_agg(evidence), '[]') FROM jsonb_array_elements(mention -> 'evidence') AS each(evidence)
          WHERE NOT taken @> jsonb_build_array(evidence)))
          || CASE WHEN heard = '[]' THEN '{}' ELSE jsonb_build_object('heard', heard) END;
        IF taken <> '[]' THEN
          left_over := left_over || jsonb_build_object('name', said, 'evidence', taken);
        END IF;
      END LOOP;
    END IF;
    -- What has no place in the recording any more proves nothing.
    IF mention -> 'evidence' <> '[]' THEN left_over := left_over || mention; END IF;
  END LOOP;
  RETURN left_over;
END $$;
--> statement-breakpoint
-- Links all memories of a family, deleted ones too: they may be restored. Answers how many changed.
CREATE FUNCTION link_people(family uuid) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  owners jsonb := name_owners(family);
  changed int;
BEGIN
  UPDATE memory SET told = jsonb_set(told, '{people}', link_mentions(told -> 'people', owners)), version = version + 1, updated_at = now()
  WHERE family_id = family AND EXISTS (
    SELECT FROM jsonb_array_elements(told -> 'people') AS each(mention)
    WHERE NOT mention ? 'personId' AND owners ? name_key(mention ->> 'name'));
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed;
END $$;
--> statement-breakpoint
CREATE FUNCTION unlink_people(family uuid, of_person uuid, keys text[]) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  changed int;
BEGIN
  UPDATE memory SET told = jsonb_set(told, '{people}', unlink_mentions(told -> 'people', of_person, keys)), version = version + 1, updated_at = now()
  WHERE family_id = family AND told -> 'people' @> jsonb_build_array(jsonb_build_object('personId', of_person))
    AND unlink_mentions(told -> 'people', of_person, keys) <> told -> 'people';
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed;
END $$;
--> statement-breakpoint
CREATE FUNCTION person_is_named() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  keys text[] := ARRAY(SELECT name_key(spelling) FROM unnest(NEW.name || NEW.aliases) AS spelling);
  gone text[];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.name = OLD.name AND NEW.aliases = OLD.aliases THEN RETURN NULL; END IF;
    IF NEW.name <> OLD.name THEN
      -- What was heard stays known, though the person has another name now.
      UPDATE memory SET version = version + 1, updated_at = now(), told = jsonb_set(told, '{people}', (
        SELECT jsonb_agg(CASE WHEN mention ->> 'personId' = NEW.id::text THEN
            jsonb_build_object('heard', jsonb_build_array(OLD.name)) || mention || jsonb_build_object('name', NEW.name)
          ELSE mention END ORDER BY place)
        FROM jsonb_array_elements(told -> 'people') WITH ORDINALITY AS each(mention, place)))
      WHERE family_id = NEW.family_id AND told -> 'people' @> jsonb_build_array(jsonb_build_object('personId', NEW.id));
    END IF;
    gone := ARRAY(SELECT name_key(alias) FROM unnest(OLD.aliases) AS alias EXCEPT SELECT unnest(keys));
    IF gone <> '{}' THEN
      DELETE FROM heard_name WHERE family_id = NEW.family_id AND person_id = NEW.id AND meaning = 'alias' AND key = ANY (gone);
      PERFORM unlink_people(NEW.family_id, NEW.id, gone);
    END IF;
  END IF;
  -- Somebody who is one of the family now was no stranger.
  DELETE FROM heard_name WHERE family_id = NEW.family_id AND meaning = 'stranger' AND key = ANY (keys);
  PERFORM link_people(NEW.family_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER person_is_named AFTER INSERT OR UPDATE OF name, aliases ON person FOR EACH ROW EXECUTE FUNCTION person_is_named();
--> statement-breakpoint
-- Whoever leaves the list leaves their name in the stories, and nothing that points to them.
CREATE FUNCTION person_leaves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE memory SET version = version + 1, updated_at = now(), told = jsonb_set(told, '{people}', (
    SELECT jsonb_agg(CASE WHEN mention ->> 'personId' = OLD.id::text THEN mention - 'personId' ELSE mention END ORDER BY place)
    FROM jsonb_array_elements(told -> 'people') WITH ORDINALITY AS each(mention, place)))
  WHERE family_id = OLD.family_id AND told -> 'people' @> jsonb_build_array(jsonb_build_object('personId', OLD.id));
  UPDATE transcript SET
    segments = (SELECT jsonb_agg(CASE WHEN segment ->> 'speakerId' = OLD.id::text THEN segment - 'speakerId' ELSE segment END ORDER BY place)
      FROM jsonb_array_elements(segments) WITH ORDINALITY AS each(segment, place)),
    speakers = (SELECT coalesce(jsonb_agg(CASE WHEN speaker ->> 'personId' = OLD.id::text THEN speaker - 'personId' ELSE speaker END ORDER BY place), '[]')
      FROM jsonb_array_elements(speakers) WITH ORDINALITY AS each(speaker, place))
  WHERE memory_id IN (SELECT id FROM memory WHERE family_id = OLD.family_id)
    AND segments @> jsonb_build_array(jsonb_build_object('speakerId', OLD.id));
  UPDATE person SET relationships = (
    SELECT coalesce(jsonb_agg(kin ORDER BY place), '[]') FROM jsonb_array_elements(relationships) WITH ORDINALITY AS each(kin, place)
    WHERE kin ->> 'personId' <> OLD.id::text)
  WHERE family_id = OLD.family_id AND relationships @> jsonb_build_array(jsonb_build_object('personId', OLD.id));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER person_leaves AFTER DELETE ON person FOR EACH ROW EXECUTE FUNCTION person_leaves();
--> statement-breakpoint
-- Who somebody is to the other, seen from the other side.
CREATE FUNCTION turn_kind(kind text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE kind WHEN 'parent' THEN 'child' WHEN 'child' THEN 'parent' ELSE kind END $$;
--> statement-breakpoint
-- Both people know of a relationship. Refuses (SQLSTATE MV001) one's own kin and a circle of parents, (MV002) somebody of
-- another family. Families take turns, or two changes at once could close a circle that neither sees.
CREATE FUNCTION person_is_related() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before jsonb := CASE WHEN TG_OP = 'UPDATE' THEN OLD.relationships ELSE '[]' END;
BEGIN
  IF pg_trigger_depth() > 1 OR NEW.relationships = before THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.family_id::text, 6));
  IF EXISTS (SELECT FROM jsonb_array_elements(NEW.relationships) AS each(kin) WHERE kin ->> 'personId' = NEW.id::text) THEN
    RAISE EXCEPTION 'nobody is related to themselves' USING ERRCODE = 'MV001';
  END IF;
  IF EXISTS (SELECT FROM jsonb_array_elements(NEW.relationships) AS each(kin)
    WHERE NOT EXISTS (SELECT FROM person WHERE id = (kin ->> 'personId')::uuid AND family_id = NEW.family_id)) THEN
    RAISE EXCEPTION 'a relative is of another family' USING ERRCODE = 'MV002';
  END IF;
  UPDATE person SET updated_at = now(), relationships =
    (SELECT coalesce(jsonb_agg(kin ORDER BY place), '[]') FROM jsonb_array_elements(relationships) WITH ORDINALITY AS each(kin, place)
      WHERE kin ->> 'personId' <> NEW.id::text)
    || (SELECT coalesce(jsonb_agg(jsonb_build_object('personId', NEW.id, 'kind', turn_kind(kin ->> 'kind'))), '[]')
      FROM jsonb_array_elements(NEW.relationships) AS each(kin) WHERE kin ->> 'personId' = person.id::text)
  WHERE family_id = NEW.family_id AND id IN (
    SELECT (kin ->> 'personId')::uuid FROM jsonb_array_elements(before || NEW.relationships) AS each(kin));
  IF EXISTS (
    WITH RECURSIVE forebear(id) AS (
      SELECT (kin ->> 'personId')::uuid FROM jsonb_array_elements(NEW.relationships) AS each(kin) WHERE kin ->> 'kind' = 'parent'
      UNION
      SELECT (kin ->> 'personId')::uuid FROM forebear JOIN person USING (id), jsonb_array_elements(relationships) AS each(kin)
      WHERE kin ->> 'kind' = 'parent'
    ) SELECT FROM forebear WHERE id = NEW.id) THEN
    RAISE EXCEPTION 'somebody is their own forebear' USING ERRCODE = 'MV001';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER person_is_related AFTER INSERT OR UPDATE OF relationships ON person FOR EACH ROW EXECUTE FUNCTION person_is_related();
--> statement-breakpoint
-- Names that an editor said are misheard are written as the family spells them in every transcript to come.
CREATE FUNCTION transcript_is_heard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  taught record;
BEGIN
  FOR taught IN SELECT heard_name.name AS heard, spell_name(heard_name.name, person.name, person.aliases) AS written
    FROM heard_name JOIN person ON person.id = heard_name.person_id
    WHERE heard_name.family_id = NEW.family_id AND meaning = 'misheard' LOOP
    NEW.segments := mend_segments(NEW.segments, taught.heard, taught.written);
  END LOOP;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER transcript_is_heard BEFORE INSERT ON transcript FOR EACH ROW EXECUTE FUNCTION transcript_is_heard();
--> statement-breakpoint
-- What the pipeline finds is linked as it is written: somebody may have been added since it began to read.
CREATE FUNCTION memory_names_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM jsonb_array_elements(NEW.told -> 'people') AS each(mention) WHERE NOT mention ? 'personId') THEN
    NEW.told := jsonb_set(NEW.told, '{people}', link_mentions(NEW.told -> 'people', name_owners(NEW.family_id)));
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER memory_names_people BEFORE UPDATE OF told ON memory FOR EACH ROW
  WHEN (acting_as_system()) EXECUTE FUNCTION memory_names_people();
--> statement-breakpoint
-- One answer to "who is the name heard here?", for every memory and transcript, earlier and later ones. What somebody wrote
-- themselves (memory.edited) stays. Answers how many memories and transcripts changed.
CREATE FUNCTION answer_name(family uuid, heard text, answer text, of_person uuid, actor uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  heard_key text := name_key(heard);
  somebody person;
  spellings text[];
  spelling text;
  written text;
  memories int;
  transcripts int := 0;
BEGIN
  -- An earlier answer makes room.
  PERFORM forget_name(family, heard_key);
  spellings := ARRAY(
    SELECT DISTINCT mention ->> 'name' FROM memory, jsonb_array_elements(told -> 'people') AS each(mention)
    WHERE family_id = family AND NOT mention ? 'personId' AND name_key(mention ->> 'name') = heard_key UNION SELECT heard);
  INSERT INTO heard_name (family_id, key, name, meaning, person_id, answered_by) VALUES (family, heard_key, heard, answer, of_person, actor);
  IF answer = 'alias' THEN
    UPDATE person SET aliases = aliases || heard, updated_at = now() WHERE id = of_person AND family_id = family
      AND heard_key NOT IN (SELECT name_key(own) FROM unnest(name || aliases) AS own);
  END IF;
  PERFORM link_people(family);
  IF answer = 'misheard' THEN
    SELECT * INTO somebody FROM person WHERE id = of_person;
    written := spell_name(heard, somebody.name, somebody.aliases);
    FOREACH spelling IN ARRAY spellings LOOP
      WITH mended AS (
        UPDATE transcript SET segments = mend_segments(segments, spelling, written)
        WHERE memory_id IN (SELECT id FROM memory WHERE family_id = family) AND strpos(segments::text, spelling) > 0
          AND mend_segments(segments, spelling, written) <> segments
        RETURNING memory_id
      ), counted AS (
        UPDATE memory SET version = version + 1, updated_at = now(),
          title = CASE WHEN 'title' = ANY (edited) THEN title ELSE mend_words(title, spelling, written) END,
          one_liner = CASE WHEN 'oneLiner' = ANY (edited) THEN one_liner ELSE mend_words(one_liner, spelling, written) END,
          summary = CASE WHEN 'summary' = ANY (edited) THEN summary ELSE mend_words(summary, spelling, written) END,
          claims = mend_told(claims, spelling, written),
          told = mend_told(told, spelling, written)
        WHERE family_id = family AND (id IN (SELECT memory_id FROM mended) OR mend_told(claims, spelling, written) <> claims
          OR mend_told(told, spelling, written) <> told)
      ) SELECT transcripts + count(*) INTO transcripts FROM mended;
    END LOOP;
    -- As it is written now it has to be known, unless it may be somebody else.
    UPDATE person SET aliases = aliases || written, updated_at = now() WHERE id = of_person AND family_id = family
      AND NOT EXISTS (SELECT FROM person AS other, unnest(other.name || other.aliases) AS own
        WHERE other.family_id = family AND (name_key(own) = name_key(written)
          OR (other.id <> of_person AND name_key(own) LIKE name_key(written) || ' %')));
  END IF;
  -- now() is when this transaction began: what it changed carries that time.
  SELECT count(*) INTO memories FROM memory WHERE family_id = family AND updated_at = now();
  RETURN jsonb_build_object('memories', memories, 'transcripts', transcripts);
END $$;
--> statement-breakpoint
-- Takes an answer back: an alias goes from the person and its memories, a stranger may be asked about again. Words that
-- were mended stay mended: what was heard there may have been put right by hand since. Answers the meaning it had.
CREATE FUNCTION forget_name(family uuid, heard_key text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  forgotten heard_name;
BEGIN
  DELETE FROM heard_name WHERE family_id = family AND key = heard_key RETURNING * INTO forgotten;
  IF forgotten.meaning = 'alias' THEN
    UPDATE person SET aliases = ARRAY(SELECT alias FROM unnest(aliases) WITH ORDINALITY AS each(alias, place)
      WHERE name_key(alias) <> heard_key ORDER BY place), updated_at = now()
    WHERE id = forgotten.person_id AND heard_key IN (SELECT name_key(alias) FROM unnest(aliases) AS alias);
    PERFORM unlink_people(family, forgotten.person_id, ARRAY[heard_key]), link_people(family);
  END IF;
  RETURN forgotten.meaning;
END $$;
