import { account } from "./account.ts";
import { add } from "./add.ts";
import { again } from "./again.ts";
import { common } from "./common.ts";
import { deleting } from "./deleting.ts";
import { entry } from "./entry.ts";
import { error } from "./error.ts";
import { failure } from "./failure.ts";
import { families } from "./families.ts";
import { files } from "./files.ts";
import { happened } from "./happened.ts";
import { household } from "./household.ts";
import { insights } from "./insights.ts";
import { interview } from "./interview.ts";
import { invitation } from "./invitation.ts";
import { language } from "./language.ts";
import { many } from "./many.ts";
import { memory } from "./memory.ts";
import { nav } from "./nav.ts";
import { news } from "./news.ts";
import { people } from "./people.ts";
import { player } from "./player.ts";
import { recorder } from "./recorder.ts";
import { refusals } from "./refusals.ts";
import { search } from "./search.ts";
import { sending } from "./sending.ts";
import { shortcuts } from "./shortcuts.ts";
import { stage } from "./stage.ts";
import { timeline } from "./timeline.ts";
import { vault } from "./vault.ts";

/** Every text of the pages, in English. The shape of this object is what another language must fill in. */
export const en = {
  brand: "MemoryVault",
  skip: "Skip to the main part",
  language,
  nav,
  families,
  common,
  account,
  entry,
  vault,
  stage,
  failure,
  deleting,
  again,
  memory,
  people,
  player,
  happened,
  add,
  recorder,
  sending,
  files,
  shortcuts,
  many,
  search,
  timeline,
  insights,
  household,
  interview,
  invitation,
  news,
  error,
  refusals,
} as const;

/** A language may need more forms of a plural than English has: Spanish says "1 millón de". */
type Words<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Words<T[Key]> } & {
  readonly [Key in keyof T as Key extends `${infer Base}_other` ? `${Base}_many` : never]?: string;
};
/** What a language's catalogue must hold. */
export type Catalogue = Words<typeof en>;
