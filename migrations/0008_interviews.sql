CREATE TABLE "declined_topic" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"family_id" uuid NOT NULL,
	"narrator_id" uuid,
	"interview_id" uuid,
	"words" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "interview" (
	"id" uuid PRIMARY KEY NOT NULL,
	"family_id" uuid NOT NULL,
	"narrator_id" uuid,
	"started_by" uuid,
	"state" text DEFAULT 'opening' NOT NULL,
	"language" text NOT NULL,
	"topic" text,
	"chapter" text,
	"patience_seconds" smallint NOT NULL,
	"turns" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"coverage" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"follow_ups" text[] DEFAULT '{}' NOT NULL,
	"memory_ids" uuid[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "queued_question" (
	"id" uuid PRIMARY KEY NOT NULL,
	"family_id" uuid NOT NULL,
	"narrator_id" uuid,
	"asked_by" uuid,
	"text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"interview_id" uuid,
	"answered_at" timestamp with time zone,
	"memory_id" uuid
);
--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "patience_seconds" smallint;--> statement-breakpoint
ALTER TABLE "declined_topic" ADD CONSTRAINT "declined_topic_family_id_family_id_fk" FOREIGN KEY ("family_id") REFERENCES "public"."family"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declined_topic" ADD CONSTRAINT "declined_topic_narrator_id_person_id_fk" FOREIGN KEY ("narrator_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declined_topic" ADD CONSTRAINT "declined_topic_interview_id_interview_id_fk" FOREIGN KEY ("interview_id") REFERENCES "public"."interview"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interview" ADD CONSTRAINT "interview_family_id_family_id_fk" FOREIGN KEY ("family_id") REFERENCES "public"."family"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interview" ADD CONSTRAINT "interview_narrator_id_person_id_fk" FOREIGN KEY ("narrator_id") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interview" ADD CONSTRAINT "interview_started_by_user_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "queued_question" ADD CONSTRAINT "queued_question_family_id_family_id_fk" FOREIGN KEY ("family_id") REFERENCES "public"."family"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "queued_question" ADD CONSTRAINT "queued_question_narrator_id_person_id_fk" FOREIGN KEY ("narrator_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "queued_question" ADD CONSTRAINT "queued_question_asked_by_user_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "queued_question" ADD CONSTRAINT "queued_question_interview_id_interview_id_fk" FOREIGN KEY ("interview_id") REFERENCES "public"."interview"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "queued_question" ADD CONSTRAINT "queued_question_memory_id_memory_id_fk" FOREIGN KEY ("memory_id") REFERENCES "public"."memory"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "declined_topic_once" ON "declined_topic" USING btree ("interview_id","words");--> statement-breakpoint
CREATE INDEX "declined_topic_family" ON "declined_topic" USING btree ("family_id","narrator_id");--> statement-breakpoint
CREATE INDEX "interview_family" ON "interview" USING btree ("family_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "interview_narrator" ON "interview" USING btree ("narrator_id") WHERE "interview"."narrator_id" is not null;--> statement-breakpoint
CREATE INDEX "queued_question_family" ON "queued_question" USING btree ("family_id","id" DESC NULLS LAST);