-- Who did what to a family, written down by the tables themselves. acting_user() is who acts (nobody: MemoryVault itself).
-- Ids, roles and addresses only, and the name of a person who is taken off the list: never a word that was told.
CREATE FUNCTION note_act(family uuid, act text, details jsonb) RETURNS void LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  -- A family that is being erased takes its log along.
  INSERT INTO audit (family_id, actor_id, act, details)
  SELECT id, acting_user(), note_act.act, jsonb_strip_nulls(note_act.details) FROM family
  WHERE id = note_act.family AND (delete_after IS NULL OR delete_after > now());
END $$;
--> statement-breakpoint
CREATE FUNCTION note_family() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM note_act(NEW.id, 'family.created', jsonb_build_object('name', NEW.name));
    RETURN NULL;
  END IF;
  IF NEW.name <> OLD.name THEN
    PERFORM note_act(NEW.id, 'family.renamed', jsonb_build_object('from', OLD.name, 'to', NEW.name));
  END IF;
  IF OLD.delete_after IS NULL AND NEW.delete_after IS NOT NULL THEN
    PERFORM note_act(NEW.id, 'family.deletion_planned', jsonb_build_object('on', to_char(NEW.delete_after AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')));
  ELSIF OLD.delete_after IS NOT NULL AND NEW.delete_after IS NULL THEN
    PERFORM note_act(NEW.id, 'family.deletion_cancelled', '{}');
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_family AFTER INSERT OR UPDATE OF name, delete_after ON family FOR EACH ROW EXECUTE FUNCTION note_family();
--> statement-breakpoint
CREATE FUNCTION note_member() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM note_act(NEW.family_id, 'member.added', jsonb_build_object('userId', NEW.user_id, 'role', NEW.role));
  ELSIF TG_OP = 'UPDATE' THEN
    PERFORM note_act(NEW.family_id, 'member.role_changed', jsonb_build_object('userId', NEW.user_id, 'from', OLD.role, 'to', NEW.role));
  ELSE
    -- An account that is erased leaves its families, too.
    PERFORM note_act(OLD.family_id, CASE WHEN coalesce(acting_user(), OLD.user_id) = OLD.user_id THEN 'member.left' ELSE 'member.removed' END,
      jsonb_build_object('userId', OLD.user_id, 'role', OLD.role));
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_member AFTER INSERT OR DELETE ON member FOR EACH ROW EXECUTE FUNCTION note_member();
--> statement-breakpoint
CREATE TRIGGER note_member_role AFTER UPDATE OF role ON member FOR EACH ROW WHEN (OLD.role IS DISTINCT FROM NEW.role) EXECUTE FUNCTION note_member();
--> statement-breakpoint
CREATE FUNCTION note_invitation() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  PERFORM note_act(NEW.family_id,
    CASE WHEN TG_OP = 'INSERT' THEN 'invitation.sent' WHEN NEW.revoked_at IS NOT NULL THEN 'invitation.revoked' ELSE 'invitation.accepted' END,
    jsonb_build_object('invitationId', NEW.id, 'email', NEW.email, 'role', NEW.role));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_invitation AFTER INSERT ON invitation FOR EACH ROW EXECUTE FUNCTION note_invitation();
--> statement-breakpoint
CREATE TRIGGER note_invitation_end AFTER UPDATE OF accepted_at, revoked_at ON invitation FOR EACH ROW
  WHEN (OLD.accepted_at IS DISTINCT FROM NEW.accepted_at OR OLD.revoked_at IS DISTINCT FROM NEW.revoked_at) EXECUTE FUNCTION note_invitation();
--> statement-breakpoint
CREATE FUNCTION note_memory() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM note_act(OLD.family_id, 'memory.erased', jsonb_build_object('memoryId', OLD.id));
  ELSE
    PERFORM note_act(NEW.family_id, CASE WHEN NEW.deleted_at IS NULL THEN 'memory.restored' ELSE 'memory.deleted' END,
      jsonb_build_object('memoryId', NEW.id));
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_memory AFTER DELETE ON memory FOR EACH ROW EXECUTE FUNCTION note_memory();
--> statement-breakpoint
CREATE TRIGGER note_memory_deletion AFTER UPDATE OF deleted_at ON memory FOR EACH ROW
  WHEN ((OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL)) EXECUTE FUNCTION note_memory();
--> statement-breakpoint
CREATE FUNCTION note_person() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  PERFORM note_act(OLD.family_id, 'person.removed', jsonb_build_object('personId', OLD.id, 'name', OLD.name));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_person AFTER DELETE ON person FOR EACH ROW EXECUTE FUNCTION note_person();
--> statement-breakpoint
-- The sweep asks every minute which families are to go.
CREATE INDEX family_delete_after ON family (delete_after) WHERE delete_after IS NOT NULL;
--> statement-breakpoint
-- An owner who plans the end of a family tells the others.
CREATE POLICY owner_tells ON notification FOR INSERT WITH CHECK (family_id = ANY ((SELECT acting_owner_of())::uuid[]));
