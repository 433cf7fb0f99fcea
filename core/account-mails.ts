/** The languages that mails about an account are written in. */
export type MailLanguage = "en" | "es";

/** What an account's owner is written about. Links are whole addresses; `on` is an RFC 3339 time. */
export type AccountMail =
  | { kind: "verify"; email: string; link: string }
  | { kind: "verify-change"; email: string; link: string }
  | { kind: "email-changing"; email: string; newEmail: string }
  | { kind: "reset"; email: string; link: string }
  | { kind: "password-changed"; email: string; link: string }
  | { kind: "leaving"; email: string; on: string; link: string };

/** The language of a mail that a request asks for: what the visitor chose for the pages, else what their browser prefers. */
export function chooseMailLanguage(headers: Headers): MailLanguage {
  const chosen = /(?:^|;\s*)language=(\w+)/.exec(headers.get("Cookie") ?? "")?.[1];
  if (chosen) return chosen === "es" ? "es" : "en";
  const liked = (headers.get("Accept-Language") ?? "")
    .split(",")
    .map((wish) => ({
      tag: wish.trim().toLowerCase().slice(0, 2),
      quality: Number(/;\s*q=([\d.]+)/.exec(wish)?.[1] ?? 1),
    }))
    .filter(({ tag, quality }) => (tag === "en" || tag === "es") && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return liked[0]?.tag === "es" ? "es" : "en";
}

/**
 * Writes a mail in plain text. It names nobody: a name is whatever somebody typed who may not own the address, and would
 * let strangers put words of theirs into our mails.
 */
export function writeAccountMail(
  mail: AccountMail,
  language: MailLanguage,
): { subject: string; text: string } {
  const { subject, paragraphs } = language === "es" ? writeSpanish(mail) : writeEnglish(mail);
  return { subject, text: `${paragraphs.join("\n\n")}\n\nMemoryVault\n` };
}

interface Written {
  subject: string;
  paragraphs: string[];
}

const dayIn = (language: MailLanguage, time: string) =>
  new Date(time).toLocaleDateString(language, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });

function writeEnglish(mail: AccountMail): Written {
  switch (mail.kind) {
    case "verify":
      return {
        subject: "Is this your e-mail address?",
        paragraphs: [
          `A vault for family stories was begun with the address ${mail.email}. If that was you, please open this page and say so:`,
          mail.link,
          "The link is good for a day. You can tell stories before that, too; but only to an address that we know is yours can we send a new password, should you ever need one.",
          "If it wasn't you, you need not do anything.",
        ],
      };
    case "verify-change":
      return {
        subject: "Your new e-mail address",
        paragraphs: [
          `Somebody wants to use ${mail.email} to sign in from now on. If that was you, please open this page and say so:`,
          mail.link,
          "The link is good for a day. Until then, the old address stays in use.",
          "If it wasn't you, you need not do anything: nothing changes.",
        ],
      };
    case "email-changing":
      return {
        subject: "Your e-mail address is about to change",
        paragraphs: [
          `Somebody who knows the password of your vault (${mail.email}) asked to sign in with ${mail.newEmail} from now on. It changes when the link that we sent there is opened.`,
          "If that was you, you need not do anything.",
          "If it wasn't you, please sign in now and choose a new password: that ends everybody else's access.",
        ],
      };
    case "reset":
      return {
        subject: "Choose a new password",
        paragraphs: [
          `A new password was asked for, for the vault of ${mail.email}. Open this page to choose one:`,
          mail.link,
          "The link is good for one hour, and once. When you have chosen, all devices are signed out but the one you choose it on.",
          "If it wasn't you, you need not do anything: your password stays as it is, and nobody else has this link.",
        ],
      };
    case "password-changed":
      return {
        subject: "Your password was changed",
        paragraphs: [
          `The password of your vault (${mail.email}) has just been changed.`,
          "If that was you, you need not do anything.",
          "If it wasn't you, ask for a new one here at once; it comes to this address:",
          mail.link,
        ],
      };
    case "leaving":
      return {
        subject: "Your account will be deleted",
        paragraphs: [
          `You asked us to delete the account of ${mail.email}. It goes on ${dayIn("en", mail.on)}, with the families that nobody else belongs to and all their stories. After that nobody can bring them back.`,
          "Until then nothing is lost. If you change your mind, or if it wasn't you, sign in before that day and choose to keep it:",
          mail.link,
        ],
      };
  }
}

function writeSpanish(mail: AccountMail): Written {
  switch (mail.kind) {
    case "verify":
      return {
        subject: "¿Es este tu correo?",
        paragraphs: [
          `Alguien ha empezado un baúl de historias de familia con el correo ${mail.email}. Si has sido tú, abre esta página y confírmalo:`,
          mail.link,
          "El enlace vale durante un día. También puedes contar historias antes; pero solo a un correo que sabemos que es tuyo podemos enviarte una contraseña nueva, si algún día la necesitas.",
          "Si no has sido tú, no tienes que hacer nada.",
        ],
      };
    case "verify-change":
      return {
        subject: "Tu nuevo correo",
        paragraphs: [
          `Alguien quiere usar ${mail.email} para entrar de ahora en adelante. Si has sido tú, abre esta página y confírmalo:`,
          mail.link,
          "El enlace vale durante un día. Hasta entonces se sigue usando el correo de antes.",
          "Si no has sido tú, no tienes que hacer nada: no cambia nada.",
        ],
      };
    case "email-changing":
      return {
        subject: "Tu correo está a punto de cambiar",
        paragraphs: [
          `Alguien que conoce la contraseña de tu baúl (${mail.email}) ha pedido entrar con ${mail.newEmail} de ahora en adelante. Cambiará cuando se abra el enlace que hemos enviado allí.`,
          "Si has sido tú, no tienes que hacer nada.",
          "Si no has sido tú, entra ahora y elige una contraseña nueva: así nadie más podrá entrar.",
        ],
      };
    case "reset":
      return {
        subject: "Elige una contraseña nueva",
        paragraphs: [
          `Alguien ha pedido una contraseña nueva para el baúl de ${mail.email}. Abre esta página para elegirla:`,
          mail.link,
          "El enlace vale durante una hora y una sola vez. Cuando la elijas, se cerrará la sesión en todos los demás dispositivos.",
          "Si no has sido tú, no tienes que hacer nada: tu contraseña sigue igual y nadie más tiene este enlace.",
        ],
      };
    case "password-changed":
      return {
        subject: "Tu contraseña ha cambiado",
        paragraphs: [
          `La contraseña de tu baúl (${mail.email}) acaba de cambiar.`,
          "Si has sido tú, no tienes que hacer nada.",
          "Si no has sido tú, pide ahora mismo una nueva aquí; llegará a este correo:",
          mail.link,
        ],
      };
    case "leaving":
      return {
        subject: "Tu cuenta se va a borrar",
        paragraphs: [
          `Nos has pedido borrar la cuenta de ${mail.email}. Se borrará el ${dayIn("es", mail.on)}, junto con las familias a las que no pertenece nadie más y todas sus historias. Después nadie podrá recuperarlas.`,
          "Hasta entonces no se pierde nada. Si cambias de idea, o si no has sido tú, entra antes de ese día y elige conservarla:",
          mail.link,
        ],
      };
  }
}
