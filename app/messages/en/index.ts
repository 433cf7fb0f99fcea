import { add } from "./add.ts";
import { common } from "./common.ts";
import { entry } from "./entry.ts";
import { error } from "./error.ts";
import { failure } from "./failure.ts";
import { files } from "./files.ts";
import { happened } from "./happened.ts";
import { memory } from "./memory.ts";
import { nav } from "./nav.ts";
import { news } from "./news.ts";
import { player } from "./player.ts";
import { recorder } from "./recorder.ts";
import { sending } from "./sending.ts";
import { stage } from "./stage.ts";
import { vault } from "./vault.ts";

/** Every text of the pages, in English. The shape of this object is what another language must fill in. */
export const en = {
  brand: "MemoryVault",
  skip: "Skip to the main part",
  nav,
  common,
  entry,
  vault,
  stage,
  failure,
  memory,
  player,
  happened,
  add,
  recorder,
  sending,
  files,
  news,
  error,
} as const;

/** A language may need more forms of a plural than English has: Spanish says "1 millón de". */
type Words<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Words<T[Key]> } & {
  readonly [Key in keyof T as Key extends `${infer Base}_other` ? `${Base}_many` : never]?: string;
};
/** What a language's catalogue must hold. */
export type Catalogue = Words<typeof en>;
