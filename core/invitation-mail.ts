import type { MailLanguage } from "./account-mails.ts";
import type { Role } from "./schemas.ts";

interface InvitationLetter {
  email: string;
  familyName: string;
  inviter: string;
  role: Role;
  link: string;
  /** RFC 3339. */
  expiresAt: string;
}

/** Writes the mail that brings an invitation's link, in plain text. */
export function writeInvitationMail(
  { email, familyName, inviter, role, link, expiresAt }: InvitationLetter,
  language: MailLanguage,
): { subject: string; text: string } {
  const family = quoteName(familyName);
  const name = quoteName(inviter);
  const day = new Date(expiresAt).toLocaleDateString(language, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  const { subject, paragraphs } =
    language === "es"
      ? {
          subject: `${name} te invita a las historias de ${family}`,
          paragraphs: [
            `${name} te invita a «${family}», un baúl de MemoryVault donde una familia guarda sus historias en la voz de quien las cuenta. ${spanish[role]}`,
            "Abre esta página para entrar; si aún no tienes cuenta, allí puedes crearla:",
            link,
            `El enlace vale hasta el ${day} y una sola vez. Es solo para ti (${email}): quien lo tenga puede entrar.`,
            `Si no conoces a ${name}, no tienes que hacer nada.`,
          ],
        }
      : {
          subject: `${name} invites you to the stories of ${family}`,
          paragraphs: [
            `${name} invites you to “${family}”, a vault of MemoryVault in which a family keeps its stories in the teller's own voice. ${english[role]}`,
            "Open this page to join; if you have no account yet, you can make one there:",
            link,
            `The link is good until ${day}, and once. It is meant for you alone (${email}): whoever has it can join.`,
            `If you don't know ${name}, you need not do anything.`,
          ],
        };
  return { subject, text: `${paragraphs.join("\n\n")}\n\nMemoryVault\n` };
}

const english: Record<Role, string> = {
  owner: "You would be one of its owners: you can tell stories, and decide who belongs to it.",
  editor: "You can listen to all of them, and tell your own.",
  viewer: "You can listen to all of them.",
};
const spanish: Record<Role, string> = {
  owner: "Llevarías la familia: puedes contar historias y decidir quién forma parte de ella.",
  editor: "Puedes escucharlas todas y contar las tuyas.",
  viewer: "Puedes escucharlas todas.",
};

/**
 * A name as it may stand in a mail to somebody who didn't ask for it: short, on one line, and nothing in it that a mail
 * program would make a link of. Else strangers could send their own words and addresses in our name.
 */
export function quoteName(name: string): string {
  const plain = name
    .replaceAll(/[\p{C}\p{Z}\s]+/gu, " ")
    .replaceAll(/[:/\\@<>]|\.(?=\S)/g, " ")
    .replaceAll(/ +/g, " ")
    .trim();
  return [...plain].slice(0, 60).join("") || "MemoryVault";
}
