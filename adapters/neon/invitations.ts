import { and, desc, eq, exists, gt, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import type { Viewer } from "../../core/access.ts";
import type { FoundInvitation, Invitation } from "../../core/household.ts";
import { invitationDays, invitationLimits, maskEmail } from "../../core/invitations.ts";
import type { InvitationStore } from "../../core/stores.ts";
import { hashText } from "../hash-text.ts";
import { makeToken } from "../secret-token.ts";
import { asSystem, asViewer, type Database } from "./database.ts";
import { familyColumns, readFamilyRow } from "./families.ts";
import { selectRole } from "./members.ts";
import { toInstant } from "./memory-row.ts";
import { family, invitation, member, notification, user } from "./schema.ts";

const unused = and(isNull(invitation.acceptedAt), isNull(invitation.revokedAt)) as SQL;
const open = and(unused, gt(invitation.expiresAt, sql`now()`)) as SQL;
const rank = (role: SQL) => sql`array_position(array['viewer', 'editor', 'owner'], ${role})`;

/** A family's open invitations, newest first; row-level security shows them to owners only. */
export function selectOpenInvitations(db: Database, familyId: string) {
  return db
    .select({
      id: invitation.id,
      email: invitation.email,
      role: invitation.role,
      expiresAt: invitation.expiresAt,
    })
    .from(invitation)
    .where(and(eq(invitation.familyId, familyId), open))
    .orderBy(desc(invitation.id));
}

export function readInvitation(row: Invitation): Invitation {
  return { ...row, expiresAt: toInstant(row.expiresAt) };
}

/** Invitations. Each verb is one round trip; of a link's token only the hash is kept. */
export function createInvitationStore(db: Database): InvitationStore {
  const isOwner = (viewer: Viewer, familyId: string) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(member)
        .where(
          and(eq(member.familyId, familyId), eq(member.userId, viewer.userId), eq(member.role, "owner")),
        ),
    );
  const belongs = (familyId: string, email: string) =>
    sql<boolean>`exists (select 1 from ${member} join ${user} on ${user.id} = ${member.userId}
      where ${member.familyId} = ${familyId}::uuid and lower(${user.email}) = ${email})`;
  const countOpen = (familyId: string, email: string) =>
    sql<number>`(select count(*)::int from ${invitation} where ${invitation.familyId} = ${familyId}::uuid and ${invitation.email} <> ${email} and ${open})`;
  const countToday = (familyId: string, id: string) =>
    sql<number>`(select count(*)::int from ${invitation} where ${invitation.familyId} = ${familyId}::uuid and ${invitation.id} <> ${id}::uuid
      and ${invitation.createdAt} > now() - interval '1 day')`;

  return {
    async create(viewer, familyId, id, { email, role }) {
      const token = makeToken();
      const tokenHash = await hashText(token);
      const allowed = sql`exists (select 1 from ${member} join ${family} on ${family.id} = ${member.familyId}
          where ${member.familyId} = ${familyId}::uuid and ${member.userId} = ${viewer.userId}::uuid and ${member.role} = 'owner'
            and ${family.deleteAfter} is null)
        and not ${belongs(familyId, email)}
        and ${countOpen(familyId, email)} < ${invitationLimits.open}::int and ${countToday(familyId, id)} < ${invitationLimits.aDay}::int`;
      const [, [hurdles], , , [made]] = await asViewer(db, viewer, [
        // One invitation of a family at a time, so that the bounds hold.
        db.select({ id: family.id }).from(family).where(eq(family.id, familyId)).for("update"),
        db
          .select({
            role: member.role,
            deleteAfter: family.deleteAfter,
            isMember: belongs(familyId, email),
            open: countOpen(familyId, email),
            today: countToday(familyId, id),
          })
          .from(member)
          .innerJoin(family, eq(family.id, member.familyId))
          .where(and(eq(member.familyId, familyId), eq(member.userId, viewer.userId))),
        db
          .update(invitation)
          .set({ revokedAt: sql`now()` })
          .where(
            and(
              eq(invitation.familyId, familyId),
              eq(invitation.email, email),
              ne(invitation.id, id),
              unused,
              allowed,
            ),
          ),
        db.execute(sql`
          insert into ${invitation} (id, family_id, email, role, token_hash, invited_by, expires_at)
          select ${id}::uuid, ${familyId}::uuid, ${email}, ${role}, ${tokenHash}, ${viewer.userId}::uuid, now() + make_interval(days => ${invitationDays}::int)
          where ${allowed}
          on conflict (id) do update set token_hash = excluded.token_hash, expires_at = excluded.expires_at where ${unused}`),
        db
          .select({
            id: invitation.id,
            email: invitation.email,
            role: invitation.role,
            expiresAt: invitation.expiresAt,
            familyName: family.name,
          })
          .from(invitation)
          .innerJoin(family, eq(family.id, invitation.familyId))
          .where(and(eq(invitation.id, id), eq(invitation.tokenHash, tokenHash))),
      ]);
      if (!made) {
        return {
          hurdles: hurdles && { ...hurdles, deleteAfter: toInstant(hurdles.deleteAfter) },
          made: undefined,
        };
      }
      const { familyName, ...row } = made;
      return {
        hurdles: hurdles && { ...hurdles, deleteAfter: undefined },
        made: { invitation: readInvitation(row), token, familyName },
      };
    },

    async list(viewer, familyId) {
      const [[seen], rows] = await asViewer(db, viewer, [
        selectRole(db, viewer, familyId),
        selectOpenInvitations(db, familyId),
      ]);
      return { role: seen?.role, invitations: rows.map(readInvitation) };
    },

    async revoke(viewer, familyId, invitationId) {
      const [[seen], revoked] = await asViewer(db, viewer, [
        selectRole(db, viewer, familyId),
        db
          .update(invitation)
          .set({ revokedAt: sql`now()` })
          .where(
            and(
              eq(invitation.id, invitationId),
              eq(invitation.familyId, familyId),
              unused,
              isOwner(viewer, familyId),
            ),
          )
          .returning({ id: invitation.id }),
      ]);
      return { role: seen?.role, revoked: revoked.length > 0 };
    },

    async find(viewer, token) {
      const [[row]] = await asSystem(
        db,
        [
          db
            .select({
              familyId: family.id,
              familyName: family.name,
              role: invitation.role,
              invitedBy: user.name,
              email: invitation.email,
              expiresAt: invitation.expiresAt,
              state: sql<FoundInvitation["state"]>`${stateOf}`,
              isMember: sql<boolean>`exists (select 1 from ${member} where ${member.familyId} = ${family.id} and ${member.userId} = ${viewer?.userId ?? null}::uuid)`,
            })
            .from(invitation)
            .innerJoin(family, eq(family.id, invitation.familyId))
            .leftJoin(user, eq(user.id, invitation.invitedBy))
            .where(
              and(
                eq(invitation.tokenHash, await hashText(token)),
                isNull(invitation.revokedAt),
                or(isNull(family.deleteAfter), gt(family.deleteAfter, sql`now()`)),
              ),
            ),
        ],
        viewer,
      );
      if (!row) return undefined;
      const { familyName, invitedBy, email, expiresAt, ...rest } = row;
      return {
        ...rest,
        family: { name: familyName },
        invitedBy: invitedBy ?? undefined,
        email: maskEmail(email),
        expiresAt: toInstant(expiresAt),
      };
    },

    async accept(viewer, token) {
      const tokenHash = await hashText(token);
      const viewerId = sql`${viewer.userId}::uuid`;
      const [joining, families, states] = await asSystem(
        db,
        [
          db.execute<{ joined: number }>(sql`
            with taken as (
              -- The row decides between two who accept at the same time: the second finds it taken.
              update ${invitation} set accepted_at = now(), accepted_by = ${viewerId}
              from ${family}
              where ${invitation.tokenHash} = ${tokenHash} and ${open} and ${family.id} = ${invitation.familyId}
                and (${family.deleteAfter} is null or ${family.deleteAfter} > now())
                and not exists (select 1 from ${member} where ${member.familyId} = ${family.id} and ${member.userId} = ${viewerId}
                  and ${rank(sql`${member.role}`)} >= ${rank(sql`${invitation.role}`)})
              returning ${invitation.familyId} as family_id, ${invitation.role} as role
            ), joined as (
              insert into ${member} (family_id, user_id, role) select family_id, ${viewerId}, role from taken
              on conflict (user_id, family_id) do update set role = excluded.role
              where ${rank(sql`excluded.role`)} > ${rank(sql`${member.role}`)}
              returning family_id
            ), told as (
              insert into ${notification} (id, family_id, user_id, kind, event, details)
              select uuidv7(), ${member.familyId}, ${member.userId}, 'member.joined',
                'member.joined:' || ${member.familyId} || ':' || ${viewerId}, jsonb_build_object('name', ${viewer.name}::text)
              from taken join ${member} on ${member.familyId} = taken.family_id and ${member.role} = 'owner' and ${member.userId} <> ${viewerId}
              where not exists (select 1 from ${member} as known where known.family_id = taken.family_id and known.user_id = ${viewerId})
              on conflict (user_id, event) do nothing
            )
            select count(*)::int as joined from joined`),
          db
            .select(familyColumns)
            .from(invitation)
            .innerJoin(family, eq(family.id, invitation.familyId))
            .innerJoin(member, and(eq(member.familyId, family.id), eq(member.userId, viewer.userId)))
            .where(
              and(
                eq(invitation.tokenHash, tokenHash),
                isNull(invitation.revokedAt),
                or(isNull(invitation.acceptedAt), eq(invitation.acceptedBy, viewer.userId)),
              ),
            ),
          db
            .select({ state: sql<FoundInvitation["state"]>`${stateOf}` })
            .from(invitation)
            .where(and(eq(invitation.tokenHash, tokenHash), isNull(invitation.revokedAt))),
        ],
        viewer,
      );
      return {
        family: families[0] && readFamilyRow(families[0]),
        joined: (joining.rows[0]?.joined ?? 0) > 0,
        state: states[0]?.state,
      };
    },
  };
}

const stateOf = sql`case when ${invitation.acceptedAt} is not null then 'spent' when ${invitation.expiresAt} <= now() then 'expired' else 'open' end`;
