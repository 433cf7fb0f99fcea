import { aliasedTable, and, desc, eq, lt, sql } from "drizzle-orm";
import { type AuditEntry, auditEntrySchema } from "../../core/household.ts";
import type { Page } from "../../core/schemas.ts";
import type { AuditStore, Listed } from "../../core/stores.ts";
import { cutPage } from "./cut-page.ts";
import { asViewer, type Database } from "./database.ts";
import { selectRole } from "./members.ts";
import { toInstant } from "./memory-row.ts";
import { audit, memory, user } from "./schema.ts";

const actor = aliasedTable(user, "actor");
const subject = aliasedTable(user, "subject");

/** A family's log, newest first, and one line more than the page; row-level security shows it to owners only. */
export function selectAudit(db: Database, familyId: string, page: Page) {
  return db
    .select({ row: audit, actorName: actor.name, subjectName: subject.name, title: memory.title })
    .from(audit)
    .leftJoin(actor, eq(actor.id, audit.actorId))
    .leftJoin(subject, eq(subject.id, sql`(${audit.details} ->> 'userId')::uuid`))
    .leftJoin(
      memory,
      and(eq(memory.id, sql`(${audit.details} ->> 'memoryId')::uuid`), eq(memory.familyId, audit.familyId)),
    )
    .where(and(eq(audit.familyId, familyId), page.cursor ? lt(audit.id, page.cursor) : undefined))
    .orderBy(desc(audit.id))
    .limit(page.limit + 1);
}

type AuditRow = Awaited<ReturnType<typeof selectAudit>>[number];

export function readAudit(rows: AuditRow[], page: Page): Listed<AuditEntry> {
  return cutPage(rows.map(readEntry), page.limit);
}

function readEntry({ row, actorName, subjectName, title }: AuditRow): AuditEntry {
  const told = Object.entries({
    ...row.details,
    ...(subjectName === null ? {} : { name: subjectName }),
    title,
  });
  return {
    id: row.id,
    act: auditEntrySchema.shape.act.parse(row.act),
    actor: row.actorId === null ? undefined : { userId: row.actorId, name: actorName ?? undefined },
    details: Object.fromEntries(told.flatMap(([name, value]) => (value ? [[name, value]] : []))),
    createdAt: toInstant(row.createdAt),
  };
}

/** Who did what to a family. */
export function createAuditStore(db: Database): AuditStore {
  return {
    async list(viewer, familyId, page) {
      const [[seen], rows] = await asViewer(db, viewer, [
        selectRole(db, viewer, familyId),
        selectAudit(db, familyId, page),
      ]);
      return { role: seen?.role, entries: readAudit(rows, page) };
    },
  };
}
