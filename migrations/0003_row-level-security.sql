-- Isolation, enforced by Postgres: whatever a statement asks for, it is given rows of the viewer's own families only.
-- Who acts is said first in the same transaction: act_as_viewer() for a person, act_as_system() for queues, the schedule
-- and the few acts of somebody who isn't a member yet. Where nobody has said so, every table is empty.
CREATE FUNCTION act_as_viewer(viewer uuid) RETURNS void LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  PERFORM set_config('memoryvault.actor', viewer::text, true), set_config('memoryvault.system', '', true),
    set_config('memoryvault.families', '{}', true), set_config('memoryvault.editor_of', '{}', true),
    set_config('memoryvault.owner_of', '{}', true);
  -- One's own memberships are always one's own to see (policy member_reads_own).
  PERFORM set_config('memoryvault.families', coalesce(array_agg(family_id), '{}')::text, true),
    set_config('memoryvault.editor_of', coalesce(array_agg(family_id) FILTER (WHERE role IN ('owner', 'editor')), '{}')::text, true),
    set_config('memoryvault.owner_of', coalesce(array_agg(family_id) FILTER (WHERE role = 'owner'), '{}')::text, true)
  FROM member WHERE user_id = viewer;
END $$;
--> statement-breakpoint
CREATE FUNCTION act_as_system(actor uuid DEFAULT NULL) RETURNS void LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  PERFORM set_config('memoryvault.actor', coalesce(actor::text, ''), true), set_config('memoryvault.system', 'on', true),
    set_config('memoryvault.families', '{}', true), set_config('memoryvault.editor_of', '{}', true),
    set_config('memoryvault.owner_of', '{}', true);
END $$;
--> statement-breakpoint
CREATE FUNCTION acting_user() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('memoryvault.actor', true), '')::uuid $$;
--> statement-breakpoint
CREATE FUNCTION acting_as_system() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT coalesce(current_setting('memoryvault.system', true), '') = 'on' $$;
--> statement-breakpoint
CREATE FUNCTION acting_families() RETURNS uuid[] LANGUAGE sql STABLE AS
$$ SELECT coalesce(nullif(current_setting('memoryvault.families', true), ''), '{}')::uuid[] $$;
--> statement-breakpoint
CREATE FUNCTION acting_editor_of() RETURNS uuid[] LANGUAGE sql STABLE AS
$$ SELECT coalesce(nullif(current_setting('memoryvault.editor_of', true), ''), '{}')::uuid[] $$;
--> statement-breakpoint
CREATE FUNCTION acting_owner_of() RETURNS uuid[] LANGUAGE sql STABLE AS
$$ SELECT coalesce(nullif(current_setting('memoryvault.owner_of', true), ''), '{}')::uuid[] $$;
--> statement-breakpoint
-- ---- What members read and editors write.
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE person FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_acts ON person USING ((SELECT acting_as_system())) WITH CHECK ((SELECT acting_as_system()));
--> statement-breakpoint
CREATE POLICY member_reads ON person FOR SELECT USING (family_id = ANY ((SELECT acting_families())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_inserts ON person FOR INSERT WITH CHECK (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_updates ON person FOR UPDATE USING (family_id = ANY ((SELECT acting_editor_of())::uuid[])) WITH CHECK (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_deletes ON person FOR DELETE USING (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
ALTER TABLE heard_name ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE heard_name FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_acts ON heard_name USING ((SELECT acting_as_system())) WITH CHECK ((SELECT acting_as_system()));
--> statement-breakpoint
CREATE POLICY member_reads ON heard_name FOR SELECT USING (family_id = ANY ((SELECT acting_families())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_inserts ON heard_name FOR INSERT WITH CHECK (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_updates ON heard_name FOR UPDATE USING (family_id = ANY ((SELECT acting_editor_of())::uuid[])) WITH CHECK (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_deletes ON heard_name FOR DELETE USING (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
ALTER TABLE memory ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE memory FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_acts ON memory USING ((SELECT acting_as_system())) WITH CHECK ((SELECT acting_as_system()));
--> statement-breakpoint
CREATE POLICY member_reads ON memory FOR SELECT USING (family_id = ANY ((SELECT acting_families())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_inserts ON memory FOR INSERT WITH CHECK (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_updates ON memory FOR UPDATE USING (family_id = ANY ((SELECT acting_editor_of())::uuid[])) WITH CHECK (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_deletes ON memory FOR DELETE USING (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
ALTER TABLE transcript ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE transcript FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_acts ON transcript USING ((SELECT acting_as_system())) WITH CHECK ((SELECT acting_as_system()));
--> statement-breakpoint
CREATE POLICY member_reads ON transcript FOR SELECT USING (family_id = ANY ((SELECT acting_families())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_inserts ON transcript FOR INSERT WITH CHECK (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_updates ON transcript FOR UPDATE USING (family_id = ANY ((SELECT acting_editor_of())::uuid[])) WITH CHECK (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_deletes ON transcript FOR DELETE USING (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
ALTER TABLE memory_search ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE memory_search FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_acts ON memory_search USING ((SELECT acting_as_system())) WITH CHECK ((SELECT acting_as_system()));
--> statement-breakpoint
CREATE POLICY member_reads ON memory_search FOR SELECT USING (family_id = ANY ((SELECT acting_families())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_inserts ON memory_search FOR INSERT WITH CHECK (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_updates ON memory_search FOR UPDATE USING (family_id = ANY ((SELECT acting_editor_of())::uuid[])) WITH CHECK (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_deletes ON memory_search FOR DELETE USING (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
ALTER TABLE passage ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE passage FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_acts ON passage USING ((SELECT acting_as_system())) WITH CHECK ((SELECT acting_as_system()));
--> statement-breakpoint
CREATE POLICY member_reads ON passage FOR SELECT USING (family_id = ANY ((SELECT acting_families())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_inserts ON passage FOR INSERT WITH CHECK (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_updates ON passage FOR UPDATE USING (family_id = ANY ((SELECT acting_editor_of())::uuid[])) WITH CHECK (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY editor_deletes ON passage FOR DELETE USING (family_id = ANY ((SELECT acting_editor_of())::uuid[]));
--> statement-breakpoint
-- ---- A family and who belongs to it. Founding one, accepting an invitation and the purge are acts of the system.
ALTER TABLE family ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE family FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_acts ON family USING ((SELECT acting_as_system())) WITH CHECK ((SELECT acting_as_system()));
--> statement-breakpoint
CREATE POLICY member_reads ON family FOR SELECT USING (id = ANY ((SELECT acting_families())::uuid[]));
--> statement-breakpoint
CREATE POLICY owner_updates ON family FOR UPDATE USING (id = ANY ((SELECT acting_owner_of())::uuid[])) WITH CHECK (id = ANY ((SELECT acting_owner_of())::uuid[]));
--> statement-breakpoint
ALTER TABLE member ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE member FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_acts ON member USING ((SELECT acting_as_system())) WITH CHECK ((SELECT acting_as_system()));
--> statement-breakpoint
CREATE POLICY member_reads ON member FOR SELECT USING (family_id = ANY ((SELECT acting_families())::uuid[]));
--> statement-breakpoint
CREATE POLICY member_reads_own ON member FOR SELECT USING (user_id = (SELECT acting_user()));
--> statement-breakpoint
CREATE POLICY owner_updates ON member FOR UPDATE USING (family_id = ANY ((SELECT acting_owner_of())::uuid[])) WITH CHECK (family_id = ANY ((SELECT acting_owner_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY owner_deletes ON member FOR DELETE USING (family_id = ANY ((SELECT acting_owner_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY member_leaves ON member FOR DELETE USING (user_id = (SELECT acting_user()));
--> statement-breakpoint
ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE invitation FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_acts ON invitation USING ((SELECT acting_as_system())) WITH CHECK ((SELECT acting_as_system()));
--> statement-breakpoint
CREATE POLICY owner_reads ON invitation FOR SELECT USING (family_id = ANY ((SELECT acting_owner_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY owner_inserts ON invitation FOR INSERT WITH CHECK (family_id = ANY ((SELECT acting_owner_of())::uuid[]));
--> statement-breakpoint
CREATE POLICY owner_updates ON invitation FOR UPDATE USING (family_id = ANY ((SELECT acting_owner_of())::uuid[])) WITH CHECK (family_id = ANY ((SELECT acting_owner_of())::uuid[]));
--> statement-breakpoint
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_acts ON audit USING ((SELECT acting_as_system())) WITH CHECK ((SELECT acting_as_system()));
--> statement-breakpoint
CREATE POLICY owner_reads ON audit FOR SELECT USING (family_id = ANY ((SELECT acting_owner_of())::uuid[]));
--> statement-breakpoint
-- Everybody leaves a trace, nobody changes one.
CREATE POLICY member_inserts ON audit FOR INSERT WITH CHECK (family_id = ANY ((SELECT acting_families())::uuid[]) AND actor_id = (SELECT acting_user()));
--> statement-breakpoint
ALTER TABLE transcript_part ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE transcript_part FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_acts ON transcript_part USING ((SELECT acting_as_system())) WITH CHECK ((SELECT acting_as_system()));
--> statement-breakpoint
ALTER TABLE notification ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE notification FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_acts ON notification USING ((SELECT acting_as_system())) WITH CHECK ((SELECT acting_as_system()));
--> statement-breakpoint
CREATE POLICY member_reads_own ON notification FOR SELECT USING (user_id = (SELECT acting_user()) AND family_id = ANY ((SELECT acting_families())::uuid[]));
--> statement-breakpoint
CREATE POLICY member_updates_own ON notification FOR UPDATE USING (user_id = (SELECT acting_user())) WITH CHECK (user_id = (SELECT acting_user()));
--> statement-breakpoint
ALTER TABLE answer ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE answer FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_acts ON answer USING ((SELECT acting_as_system())) WITH CHECK ((SELECT acting_as_system()));
--> statement-breakpoint
CREATE POLICY own ON answer USING (user_id = (SELECT acting_user())) WITH CHECK (user_id = (SELECT acting_user()));
--> statement-breakpoint
ALTER TABLE preference ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE preference FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_acts ON preference USING ((SELECT acting_as_system())) WITH CHECK ((SELECT acting_as_system()));
--> statement-breakpoint
CREATE POLICY own ON preference USING (user_id = (SELECT acting_user())) WITH CHECK (user_id = (SELECT acting_user()));
