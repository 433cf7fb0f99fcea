import { Link, NavLink, useRouteLoaderData } from "react-router";
import { useWords } from "../messages/use-words.ts";
import { Bell } from "../notifications/bell.tsx";
import type { loader as rootLoader } from "../root.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { SearchField } from "./search-field.tsx";
import { useFamilyId } from "./use-family-id.ts";

// On a phone the words are a little smaller, so that those of every language find room in one row.
const item =
  "inline-flex min-h-11 min-w-11 items-center justify-center px-1 no-underline hover:underline max-sm:text-[0.9rem] sm:px-3";
const here = "aria-[current=page]:font-semibold aria-[current=page]:text-accent";

/** What stands above every page of the house: two rows, on a phone and on a desk. */
export function HouseHeader() {
  const { t } = useWords();
  const root = useRouteLoaderData<typeof rootLoader>("root");
  const familyId = useFamilyId(root?.lastFamilyId);
  return (
    <header className="mx-auto grid max-w-6xl px-5 pt-2">
      <div className="flex items-center gap-x-1 sm:gap-x-3">
        <Link
          to="/"
          className="me-auto inline-flex min-h-11 items-center font-serif text-xl font-semibold text-accent no-underline hover:underline"
        >
          {t("brand")}
        </Link>
        {root?.viewer && (
          <>
            {familyId && <SearchField familyId={familyId} />}
            <Bell className={`${item} ${here}`} />
            <AccountMenu familyId={familyId} />
          </>
        )}
      </div>
      {root?.viewer && familyId && <FamilyLinks familyId={familyId} />}
    </header>
  );
}

function FamilyLinks({ familyId }: { familyId: string }) {
  const { t } = useWords();
  const family = `/families/${familyId}`;
  return (
    <nav aria-label={t("nav.label")} className="border-b border-hairline">
      <div className="-mx-1 flex flex-wrap justify-between sm:-mx-3 sm:justify-start">
        <NavLink to={family} end className={`${item} ${here}`}>
          {t("nav.stories")}
        </NavLink>
        <NavLink to={`${family}/people`} className={`${item} ${here}`}>
          {t("nav.people")}
        </NavLink>
        <NavLink to={`${family}/timeline`} className={`${item} ${here}`}>
          {t("nav.timeline")}
        </NavLink>
        <NavLink to={`${family}/search`} className={`${item} ${here} sm:hidden`}>
          {t("nav.search")}
        </NavLink>
        <NavLink to={`${family}/settings`} className={`${item} ${here} max-sm:hidden`}>
          {t("nav.family")}
        </NavLink>
      </div>
    </nav>
  );
}
