import { Form, useLocation } from "react-router";
import { buttonClass } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";
import { SearchInput } from "../search/search-input.tsx";

/** Asks the family's stories from any page. A phone has a link in its place, and the page of the search a field of its own. */
export function SearchField({ familyId }: { familyId: string }) {
  const { t } = useWords();
  const action = `/families/${familyId}/search`;
  if (useLocation().pathname === action) return null;
  return (
    <Form role="search" action={action} className="flex min-w-0 max-sm:hidden">
      <SearchInput
        familyId={familyId}
        required
        aria-label={t("nav.searchLabel")}
        className="min-h-11 lg:w-64"
      />
      <button type="submit" className={buttonClass("quiet", "shrink-0 rounded-s-none")}>
        {t("nav.search")}
      </button>
    </Form>
  );
}
