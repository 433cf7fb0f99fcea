import type { Mailer } from "../core/ports.ts";

/** Sends plain-text mail by Cloudflare's binding. `from` is "Name <address>". */
export function createMailer(binding: SendEmail, from: string): Mailer {
  const [, name, address] = from.match(/^(.*)<(.+)>$/) ?? [undefined, "MemoryVault", from];
  return {
    async send({ to, name: toName, subject, text, unsubscribeUrl }) {
      await binding.send({
        from: { name: (name ?? "MemoryVault").trim(), email: (address ?? from).trim() },
        to: { name: toName, email: to },
        subject,
        text,
        ...(unsubscribeUrl ? { headers: { "List-Unsubscribe": `<${unsubscribeUrl}>` } } : {}),
      });
    },
  };
}
