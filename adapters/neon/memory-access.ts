import { and, eq, exists, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { Viewer } from "../../core/access.ts";
import type { Database } from "./database.ts";
import { memoryColumns, narratorJoin, sameAs } from "./memory-row.ts";
import { member, memory, person } from "./schema.ts";

/** The roles that may change memories. */
export const mayWriteRoles = inArray(member.role, ["owner", "editor"]);

/** Whether a memory's family is the viewer's. */
export function membership(viewer: Viewer): SQL {
  return and(eq(member.familyId, memory.familyId), eq(member.userId, viewer.userId)) as SQL;
}

/** Whether the viewer may change a memory. */
export function mayWrite(db: Database, viewer: Viewer): SQL {
  return exists(
    db
      .select({ one: sql`1` })
      .from(member)
      .where(and(membership(viewer), mayWriteRoles)),
  );
}

/** The memory, unless it was deleted. */
export function living(memoryId: string): SQL {
  return and(eq(memory.id, memoryId), isNull(memory.deletedAt)) as SQL;
}

/** Deleted, and not yet to be erased. */
export const restorable = and(isNotNull(memory.deletedAt), sql`${memory.eraseAt} > now()`) as SQL;

/** The living memory as a member of its family sees it. */
export function selectSeen(
  db: Database,
  viewer: Viewer,
  memoryId: string,
  narratorKnown = sql<boolean>`true`,
) {
  return db
    .select({ ...memoryColumns, sameAs, role: member.role, narratorKnown })
    .from(memory)
    .innerJoin(member, membership(viewer))
    .leftJoin(person, narratorJoin)
    .where(living(memoryId));
}
