import type { Catalogue } from "../en/index.ts";
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

/**
 * Every text of the pages, in Spanish: "tú", warm and plain. A vault is "el baúl", a story "la historia", a recording
 * "la grabación", a narrator "quien la cuenta", an owner "quien lleva la familia".
 */
export const es: Catalogue = {
  brand: "MemoryVault",
  skip: "Saltar a la parte principal",
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
};
