import type { Services } from "../core/ports.ts";

/**
 * Mails the members of a family what they were told in the app. Each mail is taken before it is sent: it may be lost,
 * never doubled. A mailer that is away harms nothing: the row in the app is the truth.
 */
export async function mailNews(services: Services, memoryId: string): Promise<void> {
  for (const { to, name, kind, title, familyId } of await services.pipeline.takeMail(memoryId)) {
    try {
      await services.mail.send({ to, name, ...writeMail(kind, title) });
      services.log("mail.sent", { memoryId, familyId, kind });
    } catch (error) {
      services.log(
        "mail.lost",
        { memoryId, familyId, kind, error: error instanceof Error ? error.name : typeof error },
        "warn",
      );
    }
  }
}

function writeMail(kind: "memory.ready" | "memory.failed", title: string): { subject: string; text: string } {
  const named = title === "" ? "A new story" : `“${title}”`;
  return kind === "memory.ready"
    ? {
        subject: `${named} is ready to hear`,
        text: `${named} has become a memory: its words are written down, and the recording is kept.\n\nSign in to MemoryVault to listen.`,
      }
    : {
        subject: `${named} needs your attention`,
        text: `We could not finish ${named}.\n\nSign in to MemoryVault to see what happened and what you can do.`,
      };
}
