import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

// N = 2^14, r = 16, p = 1: Better Auth's own cost, run by the platform's native scrypt instead of JavaScript.
const cost = { N: 16_384, r: 16, p: 1, maxmem: 128 * 1024 * 1024 };
const keyBytes = 64;

function derive(password: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, keyBytes, cost, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** Hashes a password as `salt:key`, both hex. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16).toString("hex");
  return `${salt}:${(await derive(password, salt)).toString("hex")}`;
}

/** Whether a password is the one that was hashed; takes the same time either way. */
export async function verifyPassword({
  hash,
  password,
}: {
  hash: string;
  password: string;
}): Promise<boolean> {
  const [salt, key] = hash.split(":");
  if (!salt || !key) return false;
  const expected = Buffer.from(key, "hex");
  const actual = await derive(password, salt);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
