/** One page of rows. One more than it holds was asked for, so that it is known whether another follows. */
export function cutPage<Item extends { id: string }>(rows: Item[], limit: number) {
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? items.at(-1)?.id : undefined };
}
