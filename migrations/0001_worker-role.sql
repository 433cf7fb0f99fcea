-- The role that the Worker connects as: it owns no table and passes no row-level security by.
-- Where it must log in (Neon), give it a password: ALTER ROLE memoryvault_worker LOGIN PASSWORD '…';
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'memoryvault_worker') THEN
    CREATE ROLE memoryvault_worker NOLOGIN;
  END IF;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO memoryvault_worker;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO memoryvault_worker;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO memoryvault_worker;
