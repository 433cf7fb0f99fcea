import type { MailLanguage } from "./account-mails.ts";
import { quoteName } from "./invitation-mail.ts";
import { newsPath, newsSettingsPath } from "./news.ts";
import type { News } from "./notifications.ts";

/** So many things a mail tells one by one; the page tells the rest. */
const mostTold = 30;

/** Writes what is new in plain text: one thing in a mail of its own, several (the oldest first) as a list by family. */
export function writeNewsMail(
  news: readonly News[],
  language: MailLanguage,
  publicUrl: string,
): { subject: string; text: string } {
  const words = language === "es" ? spanish : english;
  const [only, ...others] = news;
  const { subject, paragraphs } =
    only && others.length === 0
      ? {
          subject: words.say(only),
          paragraphs: [words.explain(only), `${publicUrl}${newsPath(only)}`],
        }
      : {
          subject: words.several(news.length),
          paragraphs: listByFamily(news.slice(0, mostTold), words.say, publicUrl),
        };
  if (news.length > mostTold) {
    paragraphs.push(`${words.more(news.length - mostTold)} ${publicUrl}/notifications`);
  }
  const end = `${words.settings} ${publicUrl}${newsSettingsPath}`;
  return { subject, text: `${[...paragraphs, end].join("\n\n")}\n\nMemoryVault\n` };
}

function listByFamily(news: readonly News[], say: (one: News) => string, publicUrl: string): string[] {
  const families = Map.groupBy(news, ({ familyId }) => familyId);
  return [...families.values()].map((ofFamily) =>
    [
      ...ofFamily.slice(0, 1).map(({ familyName }) => quoteName(familyName)),
      ...ofFamily.map((one) => `- ${say(one)}\n  ${publicUrl}${newsPath(one)}`),
    ].join("\n"),
  );
}

interface Words {
  /** One line. */
  say(news: News): string;
  explain(news: News): string;
  several(count: number): string;
  more(count: number): string;
  settings: string;
}

const dayIn = (language: MailLanguage, time: string | undefined) =>
  new Date(time ?? "").toLocaleDateString(language, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
const nameIn = ({ details }: News) => quoteName(details.name ?? "");

const titleInEnglish = ({ title }: News) => (title === "" ? "A new story" : `“${quoteName(title)}”`);
const english: Words = {
  say(news) {
    const title = titleInEnglish(news);
    switch (news.kind) {
      case "memory.ready":
        return `${title} is ready to hear`;
      case "memory.failed":
        return `${title} needs you`;
      case "member.joined":
        return `${nameIn(news)} has joined ${quoteName(news.familyName)}`;
      case "name.heard":
        return `Is “${nameIn(news)}” ${quoteName(news.details.person ?? "")}?`;
      case "family.deleting":
        return `${quoteName(news.familyName)} will be deleted on ${dayIn("en", news.details.on)}`;
    }
  },
  explain(news) {
    const title = titleInEnglish(news);
    switch (news.kind) {
      case "memory.ready":
        return `${title} has become a memory: its words are written down, and the recording is kept. Listen to it here:`;
      case "memory.failed":
        return `We could not finish ${title}. Here you see what happened, and what you can do:`;
      case "member.joined":
        return `${nameIn(news)} has followed an invitation and belongs to ${quoteName(news.familyName)} now. Here you see who else does:`;
      case "name.heard":
        return `${title} speaks of “${nameIn(news)}”. If you know who is meant, say so here; then every story knows it:`;
      case "family.deleting":
        return `An owner asked for ${quoteName(news.familyName)} to be deleted on ${dayIn("en", news.details.on)}, with all its stories. Until then nothing is lost, and each of its owners can keep it:`;
    }
  },
  several: (count) => `${count} things are new in your family's vault`,
  more: (count) => `And ${count} more:`,
  settings: "Choose what we tell you, and how:",
};

const titleInSpanish = ({ title }: News) => (title === "" ? "Una historia nueva" : `«${quoteName(title)}»`);
const spanish: Words = {
  say(news) {
    const title = titleInSpanish(news);
    switch (news.kind) {
      case "memory.ready":
        return `${title} está lista para oírla`;
      case "memory.failed":
        return `${title} te necesita`;
      case "member.joined":
        return `${nameIn(news)} ya forma parte de ${quoteName(news.familyName)}`;
      case "name.heard":
        return `¿Es «${nameIn(news)}» ${quoteName(news.details.person ?? "")}?`;
      case "family.deleting":
        return `${quoteName(news.familyName)} se borrará el ${dayIn("es", news.details.on)}`;
    }
  },
  explain(news) {
    const title = titleInSpanish(news);
    switch (news.kind) {
      case "memory.ready":
        return `${title} ya es un recuerdo: sus palabras están escritas y la grabación está guardada. Escúchala aquí:`;
      case "memory.failed":
        return `No hemos podido terminar ${title}. Aquí ves qué ha pasado y qué puedes hacer:`;
      case "member.joined":
        return `${nameIn(news)} ha aceptado una invitación y ya forma parte de ${quoteName(news.familyName)}. Aquí ves quién más está:`;
      case "name.heard":
        return `${title} habla de «${nameIn(news)}». Si sabes quién es, dilo aquí; así lo sabrán todas las historias:`;
      case "family.deleting":
        return `Alguien que lleva ${quoteName(news.familyName)} ha pedido borrarla el ${dayIn("es", news.details.on)}, con todas sus historias. Hasta entonces no se pierde nada, y quienes la llevan pueden conservarla:`;
    }
  },
  several: (count) => `${count} novedades en el baúl de tu familia`,
  more: (count) => `Y ${count} más:`,
  settings: "Elige qué te contamos y cómo:",
};
