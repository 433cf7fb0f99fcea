import { z } from "zod";
import { AppError } from "./errors.ts";
import { nameKey } from "./prove-mentions.ts";
import {
  type Evidence,
  type Happened,
  type Person,
  personFieldsSchema,
  type Role,
  relationshipSchema,
} from "./schemas.ts";

export type Relationship = z.infer<typeof relationshipSchema>;

/** Two people are one thing to each other; what is said twice contradicts itself. */
const relationshipsSchema = z
  .array(relationshipSchema)
  .max(100)
  .refine((kin) => new Set(kin.map(({ personId }) => personId)).size === kin.length, "the same person twice");
/** What can be said of a name has letters in it. */
const nameSchema = z
  .string()
  .trim()
  .max(120)
  .refine((name) => nameKey(name) !== "", "a name with letters");

/** A new person. */
export const newPersonSchema = personFieldsSchema
  .extend({ name: nameSchema, relationships: relationshipsSchema.optional() })
  .strict();

/** What may be changed of a person: null takes a fact away. */
export const personPatchSchema = newPersonSchema
  .extend({
    bornOn: personFieldsSchema.shape.bornOn.nullable(),
    diedOn: personFieldsSchema.shape.diedOn.nullable(),
    birthplace: personFieldsSchema.shape.birthplace.nullable(),
    bio: personFieldsSchema.shape.bio.nullable(),
  })
  .partial()
  .strict();
export type PersonPatch = z.infer<typeof personPatchSchema>;

/** Somebody as lists and the family tree show them. */
export interface Relative {
  id: string;
  name: string;
  aliases: string[];
  bornOn?: string;
  diedOn?: string;
  photoUrl?: string;
  relationships: Relationship[];
}

/** A story as a person's page names it. */
export interface StoryAbout {
  id: string;
  title: string;
  seconds: number;
  happened?: Happened;
  language?: string;
  createdAt: string;
  /** The seconds in which the person is named. */
  evidence: Evidence[];
  /** What they are called there. */
  heard: string[];
}

/** All that a person's page shows. */
export interface PersonPage {
  role: Role;
  person: Person;
  told: StoryAbout[];
  spokenOf: StoryAbout[];
  relatives: Relative[];
}

/** Nobody is their own parent, forebear or partner. */
export function impossibleRelationship(): AppError {
  return new AppError(
    "person.impossible_relationship",
    422,
    "Nobody can be their own relative, or their own forebear. Nothing was changed.",
    { errors: [{ path: "relationships", message: "somebody would be their own relative or forebear" }] },
  );
}

/** A relative who isn't one of the family's people. */
export function unknownRelative(): AppError {
  return new AppError("person.not_found", 422, "A relative named here isn't one of this family's people.", {
    errors: [{ path: "relationships", message: "not one of this family's people" }],
  });
}
