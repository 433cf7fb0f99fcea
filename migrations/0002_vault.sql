CREATE TABLE "audit" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"family_id" uuid NOT NULL,
	"actor_id" uuid,
	"act" text NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "heard_name" (
	"family_id" uuid NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"meaning" text NOT NULL,
	"person_id" uuid,
	"answered_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "heard_name_family_id_key_pk" PRIMARY KEY("family_id","key"),
	CONSTRAINT "heard_name_person_named" CHECK (("heard_name"."meaning" = 'stranger') = ("heard_name"."person_id" is null))
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"family_id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"invited_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"accepted_by" uuid,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "invitation_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "memory_search" (
	"memory_id" uuid PRIMARY KEY NOT NULL,
	"family_id" uuid NOT NULL,
	"config" "regconfig" NOT NULL,
	"words" "tsvector" NOT NULL,
	"status" text NOT NULL,
	"narrator_id" uuid,
	"chapter" text,
	"chapters" text[] NOT NULL,
	"themes" text[] NOT NULL,
	"people" text[] NOT NULL,
	"person_ids" uuid[] NOT NULL,
	"places" text[] NOT NULL,
	"tone" text,
	"decades" smallint[] NOT NULL,
	"happened_from" text,
	"happened_to" text
);
--> statement-breakpoint
CREATE TABLE "passage" (
	"memory_id" uuid NOT NULL,
	"segment_id" uuid NOT NULL,
	"family_id" uuid NOT NULL,
	"start" real NOT NULL,
	"end" real NOT NULL,
	"text" text NOT NULL,
	"words" "tsvector" NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "passage_memory_id_segment_id_pk" PRIMARY KEY("memory_id","segment_id")
);
--> statement-breakpoint
CREATE TABLE "preference" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"language" text,
	"telling" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"digested_at" timestamp with time zone
);
--> statement-breakpoint
DROP INDEX "notification_once";
--> statement-breakpoint
ALTER TABLE "notification" ALTER COLUMN "memory_id" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "family" ADD COLUMN "delete_after" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "memory" ADD COLUMN "erase_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "notification" ADD COLUMN "event" text;
--> statement-breakpoint
UPDATE "notification" SET "event" = "kind" || ':' || "memory_id";
--> statement-breakpoint
ALTER TABLE "notification" ALTER COLUMN "event" SET NOT NULL;
--> statement-breakpoint
UPDATE "memory" SET "erase_at" = "deleted_at" WHERE "deleted_at" IS NOT NULL;
--> statement-breakpoint
ALTER TABLE "notification" ADD COLUMN "details" jsonb DEFAULT '{}'::jsonb NOT NULL;
--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "photo_key" text;
--> statement-breakpoint
ALTER TABLE "transcript" ADD COLUMN "speakers" jsonb DEFAULT '[]'::jsonb NOT NULL;
--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "delete_after" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_family_id_family_id_fk" FOREIGN KEY ("family_id") REFERENCES "public"."family"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "heard_name" ADD CONSTRAINT "heard_name_family_id_family_id_fk" FOREIGN KEY ("family_id") REFERENCES "public"."family"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "heard_name" ADD CONSTRAINT "heard_name_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "heard_name" ADD CONSTRAINT "heard_name_answered_by_user_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_family_id_family_id_fk" FOREIGN KEY ("family_id") REFERENCES "public"."family"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_invited_by_user_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_accepted_by_user_id_fk" FOREIGN KEY ("accepted_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "memory_search" ADD CONSTRAINT "memory_search_memory_id_memory_id_fk" FOREIGN KEY ("memory_id") REFERENCES "public"."memory"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "memory_search" ADD CONSTRAINT "memory_search_family_id_family_id_fk" FOREIGN KEY ("family_id") REFERENCES "public"."family"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "passage" ADD CONSTRAINT "passage_memory_id_memory_id_fk" FOREIGN KEY ("memory_id") REFERENCES "public"."memory"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "passage" ADD CONSTRAINT "passage_family_id_family_id_fk" FOREIGN KEY ("family_id") REFERENCES "public"."family"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "preference" ADD CONSTRAINT "preference_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "audit_family" ON "audit" USING btree ("family_id","id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "heard_name_person" ON "heard_name" USING btree ("person_id");
--> statement-breakpoint
CREATE INDEX "invitation_family" ON "invitation" USING btree ("family_id","id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "memory_search_family" ON "memory_search" USING btree ("family_id","memory_id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "passage_family" ON "passage" USING btree ("family_id");
--> statement-breakpoint
CREATE INDEX "memory_deleted" ON "memory" USING btree ("family_id","id" DESC NULLS LAST) WHERE "memory"."deleted_at" is not null;
--> statement-breakpoint
CREATE INDEX "memory_sha256" ON "memory" USING btree ("family_id","sha256");
--> statement-breakpoint
CREATE INDEX "memory_narrator" ON "memory" USING btree ("narrator_id") WHERE "memory"."narrator_id" is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX "notification_once" ON "notification" USING btree ("user_id","event");
--> statement-breakpoint
CREATE INDEX "passage_changed" ON "passage" USING btree ("changed_at");
--> statement-breakpoint
CREATE INDEX "notification_untold" ON "notification" USING btree ("created_at") WHERE "notification"."mailed_at" is null and "notification"."read_at" is null;
--> statement-breakpoint
ALTER TABLE "transcript" ADD COLUMN "word_count" integer NOT NULL GENERATED ALWAYS AS (case when segments = '[]' then 0 else regexp_count(jsonb_path_query_array(segments, '$[*].text')::text, '\S+') end) STORED;
