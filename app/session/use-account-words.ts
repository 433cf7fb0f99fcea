import { useWords } from "../messages/use-words.ts";
import type { AccountMessage } from "./account-forms.ts";

/** Turns what stands at a field into words: a key of the catalogue, or words already. */
export function useAccountWords() {
  const { t } = useWords();
  return (errors: string[] | undefined | null): string | undefined => {
    const error = errors?.[0];
    if (!error) return undefined;
    return /^(entry|account|refusals)\.[A-Za-z_.]+$/.test(error) ? t(error as AccountMessage) : error;
  };
}
