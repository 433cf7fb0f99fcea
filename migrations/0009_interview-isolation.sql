-- Isolation of interviews, as in 0003: members read, editors write, and relatives of every role may ask a question.
ALTER TABLE interview ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE interview FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_acts ON interview USING ((SELECT acting_as_system())) WITH CHECK ((SELECT acting_as_system()));
--> statement-breakpoint
CREATE POLICY member_reads ON interview FOR SELECT USING (family_id = ANY ((SELECT acting_families())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_inserts ON interview FOR INSERT WITH CHECK (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_updates ON interview FOR UPDATE USING (family_id = ANY ((SELECT acting_editor_of())::uuid[])) WITH CHECK (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
ALTER TABLE declined_topic ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE declined_topic FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_acts ON declined_topic USING ((SELECT acting_as_system())) WITH CHECK ((SELECT acting_as_system()));
--> statement-breakpoint
CREATE POLICY member_reads ON declined_topic FOR SELECT USING (family_id = ANY ((SELECT acting_families())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_deletes ON declined_topic FOR DELETE USING (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
ALTER TABLE queued_question ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE queued_question FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_acts ON queued_question USING ((SELECT acting_as_system())) WITH CHECK ((SELECT acting_as_system()));
--> statement-breakpoint
CREATE POLICY member_reads ON queued_question FOR SELECT USING (family_id = ANY ((SELECT acting_families())::uuid[]));
--> statement-breakpoint
CREATE POLICY member_asks ON queued_question FOR INSERT WITH CHECK (asked_by = (SELECT acting_user()) AND family_id = ANY ((SELECT acting_families())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_updates ON queued_question FOR UPDATE USING (family_id = ANY ((SELECT acting_editor_of())::uuid[])) WITH CHECK (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_deletes ON queued_question FOR DELETE USING (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY asker_deletes ON queued_question FOR DELETE USING (asked_by = (SELECT acting_user()) AND family_id = ANY ((SELECT acting_families())::uuid[]));
