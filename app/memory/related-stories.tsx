import { useEffect, useRef, useState } from "react";
import { QuietLink } from "../components/quiet-link.tsx";
import { useWords } from "../messages/use-words.ts";
import { RelatedCards, type RelatedStory } from "../search/related-card.tsx";

/** Stories that go with this one. They are asked for when somebody comes near them; a link leads to them else. */
export function RelatedStories({ memoryId }: { memoryId: string }) {
  const { t } = useWords();
  const section = useRef<HTMLElement>(null);
  const related = useRelated(memoryId, section);
  if (related?.length === 0) return null;
  return (
    <section ref={section} aria-labelledby="related" className="grid grid-cols-1 gap-4">
      <h2 id="related">{t("search.related")}</h2>
      {related ? (
        <RelatedCards related={related} />
      ) : (
        <p>
          <QuietLink to={`/memories/${memoryId}/related`}>{t("search.relatedLink")}</QuietLink>
        </p>
      )}
    </section>
  );
}

function useRelated(memoryId: string, section: { readonly current: HTMLElement | null }) {
  const [related, setRelated] = useState<RelatedStory[]>();
  useEffect(() => {
    if (!section.current) return;
    const leaving = new AbortController();
    const watch = new IntersectionObserver(
      async ([entry]) => {
        if (!entry?.isIntersecting) return;
        watch.disconnect();
        const found = await askRelated(memoryId, leaving.signal);
        if (found) setRelated(found);
      },
      { rootMargin: "400px" },
    );
    watch.observe(section.current);
    return () => {
      watch.disconnect();
      leaving.abort();
    };
  }, [memoryId, section]);
  return related;
}

/** undefined: without a network or an answer, the link stays. */
async function askRelated(memoryId: string, signal: AbortSignal): Promise<RelatedStory[] | undefined> {
  try {
    const answer = await fetch(`/memories/${memoryId}/related/list`, { signal });
    return answer.ok ? ((await answer.json()) as RelatedStory[]) : undefined;
  } catch {
    return undefined;
  }
}
