-- Meaning: a vector for each passage, compared by pgvector. Apart from the rest of search, which works without it.
CREATE EXTENSION IF NOT EXISTS vector;
--> statement-breakpoint
CREATE TABLE "embedding" (
	"memory_id" uuid NOT NULL,
	"segment_id" uuid NOT NULL,
	"family_id" uuid NOT NULL,
	"model" text NOT NULL,
	"vector" halfvec(512) NOT NULL,
	CONSTRAINT "embedding_memory_id_segment_id_pk" PRIMARY KEY("memory_id","segment_id")
);
--> statement-breakpoint
ALTER TABLE "embedding" ADD CONSTRAINT "embedding_family_id_family_id_fk" FOREIGN KEY ("family_id") REFERENCES "public"."family"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "embedding" ADD CONSTRAINT "embedding_memory_id_segment_id_passage_memory_id_segment_id_fk" FOREIGN KEY ("memory_id","segment_id") REFERENCES "public"."passage"("memory_id","segment_id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "embedding_family" ON "embedding" USING btree ("family_id");
--> statement-breakpoint
CREATE FUNCTION forget_meaning() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  DELETE FROM embedding WHERE memory_id = NEW.memory_id AND segment_id = NEW.segment_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER passage_meaning AFTER UPDATE OF text ON passage
  FOR EACH ROW WHEN (OLD.text IS DISTINCT FROM NEW.text) EXECUTE FUNCTION forget_meaning();
--> statement-breakpoint
ALTER TABLE embedding ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE embedding FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY member_reads ON embedding FOR SELECT USING (family_id = ANY ((SELECT acting_families())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_deletes ON embedding FOR DELETE USING (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY system_acts ON embedding USING ((SELECT acting_as_system())) WITH CHECK ((SELECT acting_as_system()));
