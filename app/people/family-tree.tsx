import { useId } from "react";
import { Link } from "react-router";
import { type ListedPerson, listFamily } from "../../core/family-list.ts";
import { box, drawFamilyTree } from "../../core/family-tree.ts";
import type { Relative } from "../../core/relatives.ts";
import { useWords } from "../messages/use-words.ts";
import { formatYears } from "../words/life.ts";
import { splitName } from "./split-name.ts";

const inLine = 18;

/** A family tree that draws itself, and the same as a list. `here` stands out. */
export function FamilyTree({ people, here }: { people: Relative[]; here?: string }) {
  const { t } = useWords();
  const clip = useId();
  const tree = drawFamilyTree(people);
  const byId = new Map(people.map((person) => [person.id, person]));
  return (
    <div className="grid grid-cols-1 gap-2">
      <section
        aria-label={t("people.treeLabel")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
        tabIndex={0}
        // From left to right in every script, as lines drawn between boxes are.
        dir="ltr"
        className="overflow-x-auto rounded-soft border border-hairline bg-card p-2"
      >
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: it holds links with their names, and a title would hang over all of them. */}
        <svg
          width={tree.width}
          height={tree.height}
          viewBox={`0 0 ${tree.width} ${tree.height}`}
          className="mx-auto"
        >
          <clipPath id={clip}>
            <rect width={box.width} height={box.height} rx={12} />
          </clipPath>
          <g className="fill-none stroke-line" strokeWidth={1.5}>
            {tree.lines.map(({ kind, path }) => (
              <path
                key={`${kind} ${path}`}
                d={path}
                strokeDasharray={kind === "siblings" ? "4 4" : undefined}
                strokeWidth={kind === "partners" ? 3 : undefined}
              />
            ))}
          </g>
          {tree.people.map(({ id, x, y }) => {
            const person = byId.get(id);
            return person ? (
              <g key={id} transform={`translate(${x} ${y})`}>
                <PersonBox person={person} isHere={id === here} clip={clip} />
              </g>
            ) : null;
          })}
        </svg>
      </section>
      <details>
        <summary className="inline-flex min-h-11 items-center text-soft underline">
          {t("people.asList")}
        </summary>
        <Branches list={listFamily(people)} />
      </details>
    </div>
  );
}

function PersonBox({ person, isHere, clip }: { person: Relative; isHere: boolean; clip: string }) {
  const lines = splitName(person.name, inLine);
  const years = formatYears(person);
  const texts = years ? [...lines, years] : lines;
  const first = box.height / 2 - (texts.length - 1) * 10 + 5;
  const side = person.photoUrl ? box.height : 0;
  return (
    <Link
      to={`/people/${person.id}`}
      className="no-underline"
      aria-current={isHere ? "page" : undefined}
      aria-label={`${person.name} ${years}`.trim()}
    >
      <rect
        width={box.width}
        height={box.height}
        rx={12}
        className={isHere ? "fill-wash stroke-accent" : "fill-page stroke-line"}
        strokeWidth={isHere ? 3 : 1.5}
      />
      {person.photoUrl && (
        <image
          href={person.photoUrl}
          width={box.height}
          height={box.height}
          preserveAspectRatio="xMidYMid slice"
          clipPath={`url(#${clip})`}
        />
      )}
      {texts.map((text, at) => (
        <text
          key={text}
          x={side ? side + 8 : box.width / 2}
          y={first + at * 20}
          textAnchor={side ? "start" : "middle"}
          className={
            years && at === texts.length - 1
              ? "fill-soft text-[0.8rem]"
              : "fill-ink text-[0.9rem] font-medium"
          }
        >
          {side ? splitName(text, 10)[0] : text}
        </text>
      ))}
    </Link>
  );
}

function Branches({ list }: { list: ListedPerson<Relative>[] }) {
  const { t } = useWords();
  const link = (person: Relative) => (
    <Link key={person.id} to={`/people/${person.id}`} className="inline-flex min-h-11 items-center">
      <span dir="auto">
        {person.name} {formatYears(person)}
      </span>
    </Link>
  );
  return (
    <ul className="grid gap-1 border-s border-hairline ps-4">
      {list.map(({ person, partners, children }) => (
        <li key={person.id}>
          {link(person)}
          {partners.map((partner) => (
            <span key={partner.id}>
              {" "}
              {t("people.with", { names: "" })}
              {link(partner)}
            </span>
          ))}
          {children.length > 0 && <Branches list={children} />}
        </li>
      ))}
    </ul>
  );
}
